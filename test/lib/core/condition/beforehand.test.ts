import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../../lib/contract/index.ts';
import { type Beforehand, problemsBeforehand } from '../../../../lib/core/condition/beforehand.ts';
import { parseCondition } from '../../../../lib/core/condition/parse.ts';
import { distribution, figure, measured, tunedResult } from '../../../support/tuned-result.ts';

const CURRENT = { architecture: 'x86_64', memoryMB: 512 } as const;
const few = distribution(figure(100, 90, 110), { p90: figure(105), p99: figure(108) });
const stored = tunedResult({
  candidates: [measured(CURRENT, few, figure(5e-6, 4e-6, 6e-6))],
  recommended: CURRENT,
  current: CURRENT,
});

function problems(
  texts: readonly string[],
  input: Record<string, unknown> = {},
  known: Partial<Beforehand> = {},
): string[] {
  const conditions = texts.map((text) => {
    const parsed = parseCondition(text);
    if (!parsed.ok) throw new Error(parsed.problem);
    return parsed.condition;
  });
  return problemsBeforehand(conditions, {
    input: parseInput({ lambdaARN: 'orders', ...input }),
    place: 'aws',
    byValue: false,
    stored,
    ...known,
  });
}

describe('problemsBeforehand', () => {
  it('has none with what a run will measure', () => {
    const usual = ['cost > 5', 'mean > +10%', 'p99 > 300', 'saving > 20%', 'memory > +5%', 'current p50 > 3'];
    expect(problems(usual)).toEqual([]);
    expect(problems(['init > 200', 'cold p99 > 900'], { coldStarts: 6 })).toEqual([]);
    expect(problems(['init > 200'], { onlyColdStarts: true })).toEqual([]);
  });

  it.each([
    ['current cost > 5', { baseline: false }, /baseline: false leaves the current configuration out/],
    ['saving > 20%', { baseline: false }, /a saving is against the current configuration/],
    ['cost > 5', { dryRun: true }, /a dry run measures nothing/],
    ['init > 200', {}, /it takes 5 cold starts of a configuration .* coldStarts is 0: .*--cold-starts 5/],
    ['init > 200', { coldStarts: 4 }, /coldStarts is 4/],
    ['cold p99 > 200', { coldStarts: 5 }, /it takes 6 cold starts/],
    ['cold p99 < 200', { coldStarts: 100 }, /it takes 299 cold starts/],
    // From above only so many samples bound it.
    ['p99 < 300', { num: 298 }, /it takes 299 samples .* num is 298/],
    ['p90 <= 300', { num: 28 }, /it takes 29 samples/],
    ['p99 > +15%', {}, /the result of --against has too few samples .* it takes 299/],
    ['init > +10%', { coldStarts: 10 }, /the result of --against has no init/],
  ])('refuses %s with %j', (text, input, message) => {
    expect(problems([text], input)).toEqual([expect.stringMatching(message)]);
  });

  it('refuses a relative limit without a stored result, or with one from another place', () => {
    expect(problems(['cost > +1%'], {}, { stored: undefined })).toEqual([
      'cost > +1%: it compares with a stored result; say which with --against <result.json>, as --out has written it',
    ]);
    expect(problems(['cost > +1%'], {}, { place: 'emulator' })).toEqual([
      "cost > +1%: the result of --against was measured in AWS, and this run is local: their times can't be compared",
    ]);
  });

  it('lets samples be few where values alone decide', () => {
    expect(problems(['init > 200', 'p99 > +15%', 'p99 < 300'], {}, { byValue: true })).toEqual([]);
  });

  it('says all that is wrong, each with its condition', () => {
    expect(problems(['init > 200', 'cost > 5', 'p99 < 300'])).toEqual([
      expect.stringMatching(/^init > 200 ms: /),
      expect.stringMatching(/^p99 < 300 ms: /),
    ]);
  });
});
