import { describe, expect, it } from 'vitest';
import { curvesOf, titlesOf } from '../../../../lib/report/picture/style.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import type { Report } from '../../../../lib/report/report.ts';
import { CANDIDATES, resultWith } from '../../../support/result.ts';

const report = readReport(resultWith());

function withSeries(...names: readonly string[]): Report {
  const [entry] = report.entries;
  if (entry === undefined) throw new Error('a result without candidates');
  return { ...report, entries: names.map((series) => ({ ...entry, key: `${series}-128`, series })) };
}

describe('curvesOf', () => {
  const indicesOf = (one: Report) => curvesOf([one]).map(({ series, index }) => [series, index]);

  it('draws arm64 alike whether x86_64 is there or not', () => {
    expect(indicesOf(report)).toEqual([
      ['x86_64', 0],
      ['arm64', 1],
    ]);
    const alone = readReport(resultWith({ candidates: CANDIDATES.slice(3) }));
    expect(indicesOf(alone)).toEqual([['arm64', 1]]);
  });

  it.each([[['arm64', 'x86']], [['before', 'x86_64']], [['x', 'arm64', 'y']]])(
    'draws no two curves alike, whatever sets are called: %j',
    (names) => {
      const indices = indicesOf(withSeries(...names)).map(([, index]) => index);
      expect(new Set(indices).size).toBe(names.length);
    },
  );
});

describe('titlesOf', () => {
  const titled = (titles: readonly string[]) => titlesOf(titles.map((title) => ({ ...report, title })));

  it.each([
    [
      ['before', 'after'],
      ['before', 'after'],
    ],
    [
      ['A', 'B', 'A'],
      ['A (1)', 'B', 'A (2)'],
    ],
    [
      ['A', 'A', 'A (1)'],
      ['A (2)', 'A (3)', 'A (1)'],
    ],
    [
      ['A (2)', 'A', 'A', 'A (2)'],
      ['A (2) (1)', 'A (1)', 'A (3)', 'A (2) (2)'],
    ],
  ])('gives no two results one name: %j', (titles, names) => {
    expect(titled(titles)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });
});
