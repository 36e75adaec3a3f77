import { describe, expect, it } from 'vitest';
import { compare, type TestOutcome } from './compare.ts';
import { DEVIATIONS, type Deviation } from './deviations.ts';

const table: Deviation[] = [
  {
    reason: 'it checks nothing',
    failure: /^accepted/,
    tests: { invoke: ['refuses a list', 'refuses text'] },
  },
];
const row = (title: string) =>
  expect.objectContaining({ file: 'invoke', title, reason: 'it checks nothing' });
const test = (title: string, outcome: TestOutcome['outcome'], message = ''): TestOutcome => ({
  file: 'invoke',
  title,
  outcome,
  message,
});
const asExpected = [
  test('refuses a list', 'failed', 'accepted a'),
  test('refuses text', 'failed', 'accepted b'),
];
const nothing = { passed: [], known: [], unexpected: [], mended: [], missing: [] };

describe('compare', () => {
  it('knows the failures that the table names', () => {
    const answers = test('answers', 'passed');
    expect(compare([answers, ...asExpected], table)).toEqual({
      ...nothing,
      passed: [answers],
      known: [row('refuses a list'), row('refuses text')],
    });
  });

  it('does not expect a failure that the table does not name', () => {
    const answers = test('answers', 'failed', 'accepted');
    expect(compare([answers, ...asExpected], table).unexpected).toEqual([answers]);
  });

  it('does not expect a failure of another kind than the table says', () => {
    const refused = test('refuses a list', 'failed', 'connect ECONNREFUSED');
    const { unexpected, known, missing } = compare([refused, ...asExpected.slice(1)], table);
    expect({ unexpected, known, missing }).toEqual({
      unexpected: [refused],
      known: [row('refuses text')],
      missing: [],
    });
  });

  it('does not expect a test that did not run, named or not', () => {
    const skipped = [test('answers', 'not run'), test('refuses a list', 'not run')];
    expect(compare([...skipped, ...asExpected.slice(1)], table).unexpected).toEqual(skipped);
  });

  it('finds a row of the table whose test passes', () => {
    const { mended, passed } = compare([test('refuses a list', 'passed'), ...asExpected.slice(1)], table);
    expect({ mended, passed }).toEqual({ mended: [row('refuses a list')], passed: [] });
  });

  it('finds a row of the table whose test is gone', () => {
    expect(compare(asExpected.slice(1), table)).toEqual({
      ...nothing,
      known: [row('refuses text')],
      missing: [row('refuses a list')],
    });
  });
});

describe('the table of deviations', () => {
  it('names each test once, with a reason', () => {
    const rows = DEVIATIONS.flatMap(({ tests }) =>
      Object.entries(tests).flatMap(([file, titles]) => titles.map((title) => `${file} > ${title}`)),
    );
    expect(rows).toHaveLength(new Set(rows).size);
    expect(DEVIATIONS.filter(({ reason }) => reason.trim() === '')).toEqual([]);
  });
});
