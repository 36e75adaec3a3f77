import { describe, expect, it } from 'vitest';
import type { Digest, Figure, Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { blendedDistribution } from '../../../../lib/core/analysis/distribution.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { arm, cold, digestOf, planOf, price, warm, warmDigest, x86 } from './runs.ts';

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

/** Ten warm invocations of `ms`, ten cold ones of as long and an init. */
function both(candidate: Parameters<typeof warmDigest>[0], ms: number, initMs: number): Digest {
  return digestOf(candidate, [...times(10, () => warm(ms)), ...times(10, () => cold(ms, initMs))]);
}

function decided(digests: readonly Digest[], more: Partial<Plan> = {}) {
  const candidates = digests.map(({ architecture, memoryMB }) => ({ architecture, memoryMB }));
  return decide(planOf(candidates, { coldStartRate: 0.05, ...more }), digests);
}

describe('decide with coldStartRate', () => {
  it('states cost and latency with that share of cold starts, init included', () => {
    const { candidates, cost, duration, averages, recommendation } = decided([both(x86(512), 12, 200)]);
    const mean = 0.95 * 12 + 0.05 * 212;
    const paid = 0.95 * price(x86(512), 12) + 0.05 * price(x86(512), 212);
    expect(candidates[0]?.blended).toMatchObject({
      rate: 0.05,
      costUsd: { value: expect.closeTo(paid, 15), n: 20 },
      latencyMs: {
        mean: {
          value: expect.closeTo(mean, 9),
          n: 20,
          low: expect.closeTo(mean, 3),
          high: expect.closeTo(mean, 3),
        },
        p50: { value: 12 },
        p99: { value: 212 },
      },
    });
    expect(cost).toBeCloseTo(paid, 15);
    expect(duration).toBeCloseTo(mean, 9);
    expect(averages[0]?.duration).toBe(duration);
    expect(recommendation.coldStartRate).toBe(0.05);
  });

  it('leaves the figures of each kind as they are', () => {
    const digest = both(x86(512), 12, 200);
    const [blended, plain] = [decided([digest]), decide(planOf([x86(512)]), [digest])];
    const { blended: _, ...rest } = blended.candidates[0] ?? {};
    expect(rest).toEqual(plain.candidates[0]);
    expect(plain.candidates[0]).not.toHaveProperty('blended');
    expect(plain.recommendation).not.toHaveProperty('coldStartRate');
  });

  it('chooses by the blend: a smaller size is cheaper warm, and dearer with its slow cold starts', () => {
    // A restore that takes a fixed time is dearer on a larger size; an init that computes is dear on a small one.
    const digests = [both(x86(128), 10, 8000), both(x86(512), 5, 500)];
    expect(decided(digests, { coldStartRate: 0 }).recommendation).toMatchObject(x86(128));
    expect(decided(digests, { coldStartRate: 0.5 }).recommendation).toMatchObject(x86(512));
  });

  it('is the warm distribution at 0, and the cold one at 1', () => {
    const digest = digestOf(x86(512), [
      ...times(40, (i) => warm(10 + i)),
      ...times(40, (i) => cold(20 + i, 300 + 2 * i)),
    ]);
    const at = (coldStartRate: number) => decided([digest], { coldStartRate }).candidates[0];
    const [none, all] = [at(0), at(1)];
    // How samples are distributed is shown of each kind alone.
    expect({ ...none?.warm?.durationMs, quantiles: undefined }).toEqual(none?.blended?.latencyMs);
    expect({ ...all?.cold?.latencyMs, quantiles: undefined }).toEqual(all?.blended?.latencyMs);
  });

  it('gives cold starts their share where only one payload met any', () => {
    const samples = [
      ...times(9, () => warm(10, 0)),
      ...times(9, () => warm(100, 1)),
      ...times(5, () => cold(10, 200, 0)),
    ];
    const plan = { payloadWeights: [9, 1], coldStartRate: 0.1 };
    const decision = decided([digestOf(x86(512), samples)], plan);
    expect(decision.duration).toBeCloseTo(0.9 * (0.9 * 10 + 0.1 * 100) + 0.1 * 210, 9);
    expect(decision.warnings.map(({ code }) => code)).toEqual(['payload-not-measured']);
  });

  it('trims each kind by itself, as it does payloads: cold starts do not vanish', () => {
    const samples = [
      ...[1, 10, 11, 12, 500].map((ms) => warm(ms)),
      ...[1, 20, 21, 22, 900].map((ms) => cold(ms, 200)),
    ];
    const decision = decided([digestOf(x86(512), samples)], { discardTopBottom: 0.2, coldStartRate: 0.1 });
    expect(decision.duration).toBeCloseTo(0.9 * 11 + 0.1 * 221, 9);
  });

  it('holds the blend against limits: a p99 that the warm invocations keep', () => {
    const digests = [both(x86(512), 12, 200), both(x86(1024), 11, 100)];
    const limits = { p99Ms: 150, costPerMillionUsd: 10 };
    expect(decided(digests, { limits, coldStartRate: 0.001 }).recommendation).toMatchObject(x86(512));
    const { recommendation, candidates } = decided(digests, { limits });
    expect(recommendation).toMatchObject({ ...x86(1024), limits: { met: true } });
    expect(candidates[0]?.limits?.p99Ms).toMatchObject({
      met: false,
      overPercent: expect.closeTo(41.3333, 3),
    });
    const million = 1e6 * (0.95 * price(x86(512), 12) + 0.05 * price(x86(512), 212));
    expect(candidates[0]?.limits?.costPerMillionUsd?.overPercent).toBeCloseTo((million / 10 - 1) * 100, 3);
  });

  it('states the saving by the blend too', () => {
    const digests = [both(x86(512), 12, 200), both(x86(1024), 11, 100)];
    const { recommendation } = decided(digests, { baseline: x86(1024) });
    expect(recommendation).toMatchObject(x86(512));
    expect(recommendation.saving?.durationPercent).toBeCloseTo(
      (1 - (12 + 0.05 * 200) / (11 + 0.05 * 100)) * 100,
      6,
    );
  });
});

describe('decide with coldStartRate where samples of a kind are missing', () => {
  const codes = (decision: ReturnType<typeof decide>) => decision.warnings.map(({ code }) => code);

  it('compares all by their warm invocations, and says so', () => {
    const decision = decided([both(x86(512), 12, 200), warmDigest(x86(1024), 10, 10)]);
    expect(codes(decision)).toEqual(['not-blended']);
    expect(decision.warnings[0]?.message).toContain('missing of 1024 MB on x86_64');
    expect(decision.recommendation).not.toHaveProperty('coldStartRate');
    expect(decision.averages.map(({ duration }) => duration)).toEqual([12, 10]);
    expect(decision.candidates.map(({ blended }) => blended?.rate)).toEqual([0.05, undefined]);
  });

  it('does not let one qualify for a limit of the blend that has none', () => {
    const digests = [both(x86(512), 12, 200), warmDigest(x86(1024), 10, 10)];
    const { recommendation, candidates } = decided(digests, { limits: { p99Ms: 500 } });
    expect(recommendation).toMatchObject({ ...x86(512), limits: { met: true } });
    expect(candidates[1]?.limits?.p99Ms).toEqual({ met: false, sure: false, note: 'no cold start came' });
  });

  it('says that a blend rests on a few cold starts, and gives its quantiles no interval', () => {
    const digest = digestOf(x86(512), [...times(400, (i) => warm(10 + (i % 7))), cold(10, 200)]);
    const decision = decided([digest]);
    expect(codes(decision)).toContain('few-cold-starts');
    const { latencyMs, costUsd } = decision.candidates[0]?.blended ?? {};
    const notes = [latencyMs?.mean, latencyMs?.p50, latencyMs?.p99, costUsd].map((figure) => figure?.note);
    expect(notes).toEqual(Array(4).fill('too few cold starts'));
  });

  it('states no saving against a current configuration without cold starts, and says why', () => {
    const decision = decide(planOf([x86(512)], { coldStartRate: 0.05, baseline: arm(512) }), [
      both(x86(512), 12, 200),
      warmDigest(arm(512), 10, 10, 10),
    ]);
    expect(decision.recommendation.coldStartRate).toBe(0.05);
    expect(decision.recommendation).not.toHaveProperty('saving');
    expect(codes(decision)).toEqual(['baseline-not-measured']);
    expect(decision.warnings[0]?.message).toContain('(not warm and cold)');
  });

  it('takes cold starts for themselves at 1, not for warm ones without their init', () => {
    const digest = digestOf(
      x86(512),
      times(6, () => cold(10, 200)),
    );
    const decision = decided([digest], { coldStartRate: 1 });
    expect(decision.duration).toBeCloseTo(210, 9);
    expect(codes(decision)).toEqual([]);
  });
});

describe('the intervals of a blend', () => {
  /** 85% evenly from 90 to 110 ms, 15% evenly from 400 to 600 ms. */
  const RATE = 0.15;
  const TRUTH = {
    mean: (1 - RATE) * 100 + RATE * 500,
    p50: 90 + 20 * (0.5 / (1 - RATE)),
    p90: 600 - 200 * (0.1 / RATE),
    p99: 600 - 200 * (0.01 / RATE),
  };

  function draw(seed: number, warmCount: number, coldCount: number) {
    const random = seededRandom(seed, 'population');
    const between = (low: number, high: number) => low + (high - low) * random();
    const strata = [
      { share: 1 - RATE, values: times(warmCount, () => between(90, 110)) },
      { share: RATE, values: times(coldCount, () => between(400, 600)) },
    ];
    return blendedDistribution(strata, random, { why: 'too few', enough: true });
  }

  /** How often the interval holds the truth, where there is one, and how often there is one. */
  function coverage(key: keyof typeof TRUTH, warmCount: number, coldCount: number) {
    const figures: Figure[] = times(400, (seed) => draw(seed, warmCount, coldCount)[key]);
    const stated = figures.flatMap(({ low, high }) =>
      low === undefined || high === undefined ? [] : [low <= TRUTH[key] && TRUTH[key] <= high],
    );
    return { stated: stated.length / figures.length, held: stated.filter(Boolean).length / stated.length };
  }

  it.each([
    { key: 'mean', warm: 50, cold: 20 },
    { key: 'p50', warm: 50, cold: 20 },
    { key: 'p90', warm: 50, cold: 50 },
    { key: 'p99', warm: 400, cold: 100 },
  ] as const)('hold the $key in about 95% of samples of $warm warm and $cold cold ones', (given) => {
    const { stated, held } = coverage(given.key, given.warm, given.cold);
    expect(stated).toBeGreaterThan(0.9);
    expect(held).toBeGreaterThan(0.92);
  });

  it('say nothing of a p99 from so few samples of either kind that it may lie beyond', () => {
    expect(draw(1, 50, 20).p99).toMatchObject({ n: 70, note: 'too few' });
    expect(draw(1, 50, 20).p99).not.toHaveProperty('low');
  });
});
