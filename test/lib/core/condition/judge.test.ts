import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Figure, TuningResult } from '../../../../lib/contract/index.ts';
import { fails, type JudgedWith, judge, type Verdict } from '../../../../lib/core/condition/judge.ts';
import { parseCondition } from '../../../../lib/core/condition/parse.ts';
import { distribution, figure, measured, tunedResult } from '../../../support/tuned-result.ts';

const SMALL: Candidate = { architecture: 'x86_64', memoryMB: 512 };
const LARGE: Candidate = { architecture: 'arm64', memoryMB: 1024 };
const COST = figure(5e-6, 4.8e-6, 5.2e-6);

function verdict(text: string, result: TuningResult, judgedWith: JudgedWith = {}): Verdict {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return judge(parsed.condition, result, judgedWith);
}

/** The current configuration takes so long; the recommended 50 ms. */
function taking(mean: Figure, more: Parameters<typeof measured>[3] = {}): TuningResult {
  return tunedResult({
    candidates: [
      measured(SMALL, distribution(mean), COST, more),
      measured(LARGE, distribution(figure(50, 48, 52)), figure(4e-6, 3.9e-6, 4.1e-6)),
    ],
    recommended: LARGE,
    current: SMALL,
    saving: {
      costPercent: 20,
      durationPercent: 50,
      costPercentInterval: { low: 16, high: 24 },
    },
  });
}

describe('a condition with a limit of its own', () => {
  it.each([
    // 100 ms, surely between 90 and 110.
    ['mean > 89', 'holds', true],
    ['mean > 90', 'may-hold', false],
    ['mean >= 90', 'holds', true],
    ['mean > 95', 'may-hold', false],
    ['mean > 105', 'does-not-hold', false],
    ['mean > 110', 'does-not-hold', true],
    ['mean >= 110', 'does-not-hold', false],
    ['mean < 111', 'holds', true],
    ['mean < 110', 'may-hold', false],
    ['mean <= 110', 'holds', true],
    ['mean < 90', 'does-not-hold', true],
    ['mean <= 90', 'does-not-hold', false],
  ])('%s: %s', (text, outcome, sure) => {
    expect(verdict(text, taking(figure(100, 90, 110)))).toMatchObject({ outcome, sure });
  });

  it('takes cost for a million invocations', () => {
    // 5e-6 for one, surely over 4.8e-6.
    expect(verdict('cost > 4.79', taking(figure(100, 90, 110)))).toMatchObject({
      outcome: 'holds',
      figure: { value: 5, low: 4.8, high: 5.2 },
    });
    expect(verdict('cost > 4.81', taking(figure(100, 90, 110))).outcome).toBe('may-hold');
  });

  it('takes what memory was used, which was seen and is sure', () => {
    const result = taking(figure(100, 90, 110), { maxMemoryUsedMB: 401 });
    expect(verdict('memory > 400', result)).toMatchObject({ outcome: 'holds', sure: true });
    expect(verdict('memory > 401', result)).toMatchObject({ outcome: 'does-not-hold', sure: true });
  });

  it('takes the saving with its own interval, and none where the recommendation is what there is now', () => {
    const result = taking(figure(100, 90, 110));
    expect(verdict('saving > 15%', result).outcome).toBe('holds');
    expect(verdict('saving > 17%', result).outcome).toBe('may-hold');
    expect(verdict('saving > 25%', result)).toMatchObject({ outcome: 'does-not-hold', sure: true });
    const kept = tunedResult({
      candidates: result.candidates,
      recommended: SMALL,
      current: SMALL,
      saving: { costPercent: 0, durationPercent: 0 },
    });
    expect(verdict('saving > 0%', kept)).toMatchObject({ outcome: 'does-not-hold', sure: true });
  });

  it('takes cold starts for init and cold p99', () => {
    const cold = {
      initMs: distribution(figure(200, 190, 210)),
      latencyMs: distribution(figure(300, 280, 320)),
      costUsd: COST,
    };
    const result = taking(figure(100, 90, 110), { cold });
    expect(verdict('init > 180', result).outcome).toBe('holds');
    expect(verdict('cold p99 > 270', result).outcome).toBe('holds');
    expect(verdict('cold p99 > 290', result).outcome).toBe('may-hold');
    expect(verdict('init > 180', taking(figure(100, 90, 110)))).toMatchObject({
      outcome: 'not-judged',
      why: 'no cold start came of 512 MB on x86_64',
    });
  });

  it('takes blends where candidates were compared by them, as the table shows them', () => {
    const result = taking(figure(100, 90, 110), {
      blended: {
        rate: 0.1,
        costUsd: figure(7e-6, 6e-6, 8e-6),
        latencyMs: distribution(figure(150, 140, 160)),
      },
    });
    result.recommendation.coldStartRate = 0.1;
    expect(verdict('mean > 139', result).outcome).toBe('holds');
    expect(verdict('cost > 5.9', result).outcome).toBe('holds');
    // The recommended one has none.
    expect(verdict('recommended mean > 1', result)).toMatchObject({ outcome: 'not-judged' });
  });
});

describe('a quantile without an interval', () => {
  const slow = (p50: Figure) =>
    tunedResult({
      candidates: [
        measured(
          SMALL,
          distribution(figure(400, 390, 410), { p50, p90: figure(420), p99: figure(430) }),
          COST,
        ),
      ],
      recommended: SMALL,
      current: SMALL,
    });

  it('holds where a smaller one surely does, so that a check of p99 can fail with few samples', () => {
    expect(verdict('p99 > 370', slow(figure(400, 380, 410)))).toMatchObject({ outcome: 'holds', sure: true });
    expect(verdict('p99 > 390', slow(figure(400, 380, 410)))).toMatchObject({ outcome: 'may-hold' });
  });

  it('is not taken for sure where it keeps the limit', () => {
    expect(verdict('p99 > 500', slow(figure(400, 380, 410)))).toMatchObject({
      outcome: 'does-not-hold',
      sure: false,
    });
  });

  it("can't be judged where nothing bounds it, and then the run fails", () => {
    const judged = verdict('p99 > 500', slow(figure(400)));
    expect(judged).toMatchObject({
      outcome: 'not-judged',
      why: 'too few samples to say how far off it may be (n < 5), of 512 MB on x86_64',
    });
    expect(fails(judged, {})).toBe(true);
    // From above nothing bounds it either.
    expect(verdict('p99 < 500', slow(figure(400, 380, 410))).outcome).toBe('not-judged');
  });

  it('is judged by its value where that is asked for', () => {
    const byValue = true;
    expect(verdict('p99 > 500', slow(figure(400)), { byValue })).toMatchObject({ outcome: 'does-not-hold' });
    const over = verdict('p99 > 429', slow(figure(400)), { byValue });
    expect(over.outcome).toBe('may-hold');
    expect(fails(over, { byValue })).toBe(true);
    expect(fails(over, {})).toBe(false);
  });

  it('is as much less sure as condensing may have moved it', () => {
    const condensed = taking(figure(100, 90, 110));
    const [first] = condensed.candidates;
    if (first?.warm) first.warm.durationMs.relativeError = 0.01;
    // 90 less 1%.
    expect(verdict('p99 > 89.2', condensed).outcome).toBe('may-hold');
    expect(verdict('p99 > 89', condensed).outcome).toBe('holds');
    // The mean is exact all the same.
    expect(verdict('mean > 89.2', condensed).outcome).toBe('holds');
  });
});

describe('which configuration', () => {
  const both = taking(figure(100, 90, 110));

  it('is the current one, or the one that is named', () => {
    expect(verdict('mean > 80', both)).toMatchObject({ of: { candidate: SMALL, role: 'current' } });
    expect(verdict('recommended mean > 40', both)).toMatchObject({
      of: { candidate: LARGE, role: 'recommended' },
      figure: { value: 50 },
    });
    expect(verdict('current mean > 80', both)).toMatchObject({ of: { candidate: SMALL } });
  });

  it('is the recommended one where the current was not to be measured or is not measurable', () => {
    const { baseline: _, ...without } = both;
    expect(verdict('mean > 40', without)).toMatchObject({
      of: { role: 'recommended', because: 'the current configuration was not to be measured' },
    });
    const baseline = {
      ...SMALL,
      status: 'not-measurable' as const,
      reason: 'no arm64 here',
      invocations: 0,
      failures: [],
    };
    expect(verdict('mean > 40', { ...both, baseline })).toMatchObject({
      of: { role: 'recommended', because: 'the current 512 MB on x86_64 is not-measurable: no arm64 here' },
    });
    expect(verdict('current mean > 40', without).outcome).toBe('not-judged');
  });

  it('is no other where the current one fails: whoever broke it would pass', () => {
    const baseline = {
      ...SMALL,
      status: 'failed' as const,
      reason: 'out of memory',
      invocations: 3,
      failures: [],
    };
    expect(verdict('mean > 80', { ...both, baseline })).toMatchObject({
      outcome: 'not-judged',
      why: 'the current 512 MB on x86_64 is failed: out of memory',
    });
  });
});

describe('a condition relative to a stored result', () => {
  const stored = taking(figure(100, 97, 103));

  it('compares the same configuration, and adds the errors of both as squares', () => {
    // now 115 ± 4, then 100 ± 3. Over +10%: 115 − 110 = 5, and √(4² + (1.1 · 3)²) = √26.89 = 5.186: not sure.
    expect(verdict('mean > +10%', taking(figure(115, 111, 119)), { stored })).toMatchObject({
      outcome: 'may-hold',
      sure: false,
      stored: { isSame: true, candidate: SMALL, figure: { value: 100, low: 97, high: 103 } },
    });
    // 115.2 − 110 = 5.2 is more than that.
    expect(verdict('mean > +10%', taking(figure(115.2, 111.2, 119.2)), { stored }).outcome).toBe('holds');
    // 104.8 − 110 = −5.2: surely not. 104.9 − 110 = −5.1: not surely.
    expect(verdict('mean > +10%', taking(figure(104.8, 100.8, 108.8)), { stored })).toMatchObject({
      outcome: 'does-not-hold',
      sure: true,
    });
    expect(verdict('mean > +10%', taking(figure(104.9, 100.9, 108.9)), { stored })).toMatchObject({
      outcome: 'does-not-hold',
      sure: false,
    });
  });

  it('takes the arms that face each other where intervals are lopsided', () => {
    const lopsided = taking(figure(100, 60, 101));
    // Up from 100 (at most 101) to 110 (at least 108): 10 − √(2² + 1²) is over 7.
    expect(verdict('mean > +7%', taking(figure(110, 108, 150)), { stored: lopsided }).outcome).toBe('holds');
  });

  it('holds for less, too', () => {
    expect(verdict('mean < -10%', taking(figure(80, 78, 82)), { stored }).outcome).toBe('holds');
    expect(verdict('mean < -10%', taking(figure(88, 86, 90)), { stored }).outcome).toBe('may-hold');
  });

  it('compares the role where the configuration was not measured then, and says so', () => {
    const other = tunedResult({
      candidates: [measured({ ...SMALL, memoryMB: 256 }, distribution(figure(100, 97, 103)), COST)],
      recommended: { ...SMALL, memoryMB: 256 },
      current: { ...SMALL, memoryMB: 256 },
    });
    expect(verdict('mean > +10%', taking(figure(150, 149, 151)), { stored: other })).toMatchObject({
      outcome: 'holds',
      stored: { isSame: false, candidate: { memoryMB: 256 } },
    });
    const { baseline: _, ...withoutCurrent } = other;
    expect(verdict('mean > +10%', taking(figure(150, 149, 151)), { stored: withoutCurrent })).toMatchObject({
      outcome: 'not-judged',
      why: 'the stored result has nothing to compare with: it has no mean of 512 MB on x86_64, and the current configuration was not to be measured',
    });
  });

  it.each([
    ['without a stored result', undefined, /no stored result/],
    [
      'of another place',
      { ...stored, measuredBy: 'process' as const },
      /on a local machine, this one measured in AWS/,
    ],
    [
      'in another currency',
      { ...stored, run: { ...stored.run, prices: { ...stored.run.prices, currency: 'CNY' as const } } },
      /amounts are in CNY, this one's in USD/,
    ],
  ])("can't be judged %s", (_, other, why) => {
    const judged = verdict('cost > +10%', taking(figure(100, 90, 110)), { stored: other });
    expect(judged).toMatchObject({ outcome: 'not-judged', why: expect.stringMatching(why) });
    expect(fails(judged, {})).toBe(true);
  });

  it.each([
    [0.1, '10%'],
    // 0.07 * 100 is more than 7.
    [0.07, '7%'],
    [0.0015, '0.15%'],
  ])("can't be judged of blends against warm invocations: %d", (rate, said) => {
    const blended = taking(figure(100, 97, 103), {
      blended: { rate, costUsd: COST, latencyMs: distribution(figure(150, 140, 160)) },
    });
    blended.recommendation.coldStartRate = rate;
    expect(verdict('mean > +10%', taking(figure(100, 97, 103)), { stored: blended })).toMatchObject({
      why: `the stored result is of blends with ${said} cold starts, this one of warm invocations`,
    });
  });

  it('tells of another function and of other prices', () => {
    const other = {
      ...stored,
      target: { ...stored.target, functionArn: stored.target.functionArn.replace('orders', 'billing') },
      run: { ...stored.run, prices: { ...stored.run.prices, asOf: '2025-01-01' } },
    };
    expect(verdict('cost > +10%', taking(figure(100, 90, 110)), { stored: other })).toMatchObject({
      stored: {
        remarks: [
          'the stored result is of another function, billing',
          'at prices of 2025-01-01, now of 2026-11-20',
        ],
      },
    });
  });
});

describe('what holds for any figures', () => {
  const around = fc
    .record({
      value: fc.double({ min: 1, max: 1e4, noNaN: true }),
      below: fc.double({ min: 0, max: 0.9, noNaN: true }),
      above: fc.double({ min: 0, max: 5, noNaN: true }),
    })
    .map(({ value, below, above }) => figure(value, value * (1 - below), value * (1 + above)));
  const percent = fc.integer({ min: -90, max: 200 });
  const signed = (value: number) => (value < 0 ? `${value}%` : `+${value}%`);

  it('never is sure both that it is over and that it is not', () => {
    fc.assert(
      fc.property(around, around, percent, (now, then, by) => {
        const stored = taking(then);
        const over = verdict(`mean > ${signed(by)}`, taking(now), { stored });
        const under = verdict(`mean < ${signed(by)}`, taking(now), { stored });
        expect([over.outcome, under.outcome].filter((outcome) => outcome === 'holds').length).toBeLessThan(2);
        if (over.outcome === 'holds') expect(under).toMatchObject({ outcome: 'does-not-hold', sure: true });
      }),
      { seed: 3 },
    );
  });

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(around, around, percent, (now, then, by) => {
        const times = ({ value, low = 0, high = 0 }: Figure) => figure(value * 8, low * 8, high * 8);
        const text = `mean > ${signed(by)}`;
        const plain = verdict(text, taking(now), { stored: taking(then) });
        const scaled = verdict(text, taking(times(now)), { stored: taking(times(then)) });
        expect(scaled.outcome).toBe(plain.outcome);
      }),
      { seed: 4 },
    );
  });

  it('holds for a lower limit wherever it holds for a higher one', () => {
    fc.assert(
      fc.property(around, fc.integer({ min: 2, max: 20_000 }), (now, limit) => {
        const higher = verdict(`mean > ${limit}`, taking(now));
        const lower = verdict(`mean > ${limit - 1}`, taking(now));
        if (higher.outcome === 'holds') expect(lower.outcome).toBe('holds');
      }),
      { seed: 5 },
    );
  });

  it('is not surely worse than itself', () => {
    fc.assert(
      fc.property(around, (now) => {
        expect(verdict('mean > +0%', taking(now), { stored: taking(now) }).outcome).toBe('does-not-hold');
      }),
      { seed: 6 },
    );
  });
});
