import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Digest, Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { cold, digestOf, planOf, price, warm, warmDigest, x86 } from './runs.ts';

const SIZES = [x86(128), x86(512), x86(1024)];

/** Samples spread evenly over a tenth of the mean to both sides, in an order that has nothing to do with their size. */
function around(mean: number, n: number): number[] {
  return Array.from({ length: n }, (_, index) => mean * (0.9 + (0.2 * ((index * 7) % n)) / (n - 1)));
}

/** Its quantile of type 7 is known without sorting; samples are packed in hundredths. */
const quantile = (mean: number, p: number) => mean * (0.9 + 0.2 * p);

/** The cheapest is the slowest. */
function grid(n: number): Digest[] {
  return [
    warmDigest(x86(128), ...around(800, n)),
    warmDigest(x86(512), ...around(250, n)),
    warmDigest(x86(1024), ...around(150, n)),
  ];
}

function chosenWith(limits: Plan['limits'], digests = grid(300), more: Partial<Plan> = {}) {
  return decide(planOf(SIZES, { limits, ...more }), digests);
}

describe('decide with limits', () => {
  it('takes the cheapest without them, and says nothing of limits', () => {
    const decision = decide(planOf(SIZES), grid(300));
    expect(decision.recommendation).toMatchObject(x86(128));
    expect(decision.recommendation).not.toHaveProperty('limits');
    expect(decision.candidates[0]).not.toHaveProperty('limits');
  });

  it.each([
    { limits: { p99Ms: 300 }, memoryMB: 512 },
    { limits: { p99Ms: 200 }, memoryMB: 1024 },
    { limits: { p90Ms: 275 }, memoryMB: 512 },
    { limits: { meanMs: 240 }, memoryMB: 1024 },
    { limits: { meanMs: 900 }, memoryMB: 128 },
    { limits: { p99Ms: 300, costPerMillionUsd: 5 }, memoryMB: 512 },
  ])('takes the cheapest that keeps $limits', ({ limits, memoryMB }) => {
    const { recommendation } = chosenWith(limits);
    expect(recommendation).toMatchObject({ memoryMB, limits: { met: true, sure: true } });
  });

  it('takes the fastest that keeps a limit of the cost', () => {
    const { recommendation } = chosenWith({ costPerMillionUsd: 2.5 }, grid(300), { strategy: 'speed' });
    expect(recommendation).toMatchObject({ ...x86(512), limits: { met: true, sure: true } });
  });

  it('says of each candidate how far over or under each limit it is, and how sure that is', () => {
    const { candidates } = chosenWith({ p99Ms: 300, meanMs: 200 });
    const over = (value: number, limit: number) => expect.closeTo((value / limit - 1) * 100, 1);
    expect(candidates.map(({ limits }) => limits)).toEqual([
      {
        p99Ms: { met: false, sure: true, overPercent: over(quantile(800, 0.99), 300) },
        meanMs: { met: false, sure: true, overPercent: over(800, 200) },
      },
      {
        p99Ms: { met: true, sure: true, overPercent: over(quantile(250, 0.99), 300) },
        meanMs: { met: false, sure: true, overPercent: over(250, 200) },
      },
      {
        p99Ms: { met: true, sure: true, overPercent: over(quantile(150, 0.99), 300) },
        meanMs: { met: true, sure: true, overPercent: over(150, 200) },
      },
    ]);
  });

  it('names the limit that the answer comes nearest to', () => {
    expect(chosenWith({ p99Ms: 300, meanMs: 1000 }).recommendation.limits?.worst).toEqual({
      limit: 'p99Ms',
      allowed: 300,
      value: expect.closeTo(quantile(250, 0.99), 1),
      overPercent: expect.closeTo((quantile(250, 0.99) / 300 - 1) * 100, 1),
    });
  });

  it('keeps confidence, ties and the next best to those that keep the limits', () => {
    const { recommendation } = chosenWith({ p99Ms: 300 });
    expect(recommendation).toMatchObject({ confidence: 1, ties: [], nextBest: x86(1024) });
  });

  it('never trims what it holds against a limit', () => {
    const slowTenth = (memoryMB: number, mean: number) =>
      warmDigest(x86(memoryMB), ...around(mean, 270), ...around(10 * mean, 30));
    const digests = [slowTenth(128, 80), slowTenth(512, 25), slowTenth(1024, 15)];
    const { recommendation, duration } = chosenWith({ p99Ms: 170 }, digests, { discardTopBottom: 0.2 });
    expect(duration).toBeLessThan(17);
    expect(recommendation).toMatchObject({ ...x86(1024), limits: { met: true } });
  });
});

describe('decide where no candidate keeps the limits', () => {
  it('takes the nearest, and says by how much it breaks them', () => {
    const { recommendation } = chosenWith({ p99Ms: 100 });
    expect(recommendation).toMatchObject({
      ...x86(1024),
      limits: {
        met: false,
        sure: true,
        worst: { limit: 'p99Ms', allowed: 100, value: expect.closeTo(quantile(150, 0.99), 1) },
      },
    });
    expect(recommendation.limits?.worst.overPercent).toBeCloseTo(quantile(150, 0.99) - 100, 1);
  });

  it('goes by the limit that each breaks most', () => {
    // At 100 ms on average and $0.95 a million: 128 MB is 700% over, 512 MB 150%, 1024 MB by its cost 184%.
    const { recommendation } = chosenWith({ meanMs: 100, costPerMillionUsd: 0.95 });
    expect(price(x86(1024), 150) * 1e6).toBeGreaterThan(2.6);
    expect(recommendation).toMatchObject({ ...x86(512), limits: { met: false, worst: { limit: 'meanMs' } } });
  });

  it('says what it saves all the same', () => {
    const { recommendation } = chosenWith({ p99Ms: 100 }, grid(300), { baseline: x86(128) });
    expect(recommendation.saving?.durationPercent).toBeCloseTo((1 - 150 / 800) * 100, 6);
  });

  it('is not sure where one may keep them', () => {
    const { recommendation } = chosenWith({ p99Ms: 164 }, grid(60));
    expect(recommendation).toMatchObject({ ...x86(1024), limits: { met: false, sure: false } });
  });
});

describe('decide with limits and too few samples', () => {
  it('does not call a p99 of 50 samples sure, which its figure says too', () => {
    const { recommendation, candidates } = chosenWith({ p99Ms: 300 }, grid(50));
    expect(recommendation).toMatchObject({ ...x86(512), limits: { met: true, sure: false } });
    expect(candidates[1]?.warm?.durationMs.p99.note).toBe('n < 299');
    expect(candidates[1]?.limits?.p99Ms).toMatchObject({ met: true, sure: false });
  });

  it('is sure of a broken p99 where the median alone is over it already', () => {
    const { candidates } = chosenWith({ p99Ms: 300 }, grid(10));
    expect(candidates[0]?.limits?.p99Ms).toMatchObject({ met: false, sure: true });
  });

  it('is not sure of a mean whose interval reaches over the limit', () => {
    const digests = [warmDigest(x86(512), 90, 110, 95, 105, 100, 92)];
    const { recommendation } = decide(planOf([x86(512)], { limits: { meanMs: 100 } }), digests);
    expect(recommendation.limits).toMatchObject({ met: true, sure: false });
  });
});

describe('decide with a limit for cold starts', () => {
  const started = (candidate: Candidate, initMs: number) =>
    digestOf(candidate, [
      ...around(100, 20).map((ms) => warm(ms)),
      ...around(initMs, 20).map((ms) => cold(100, ms)),
    ]);

  it('takes the cheapest whose cold starts keep it, init included', () => {
    const digests = [started(x86(128), 900), started(x86(512), 300), started(x86(1024), 200)];
    const { recommendation } = chosenWith({ coldP99Ms: 450 }, digests);
    expect(recommendation).toMatchObject({
      ...x86(512),
      limits: {
        met: true,
        sure: false,
        worst: { limit: 'coldP99Ms', value: expect.closeTo(100 + quantile(300, 0.99), 1) },
      },
    });
  });

  it('does not let a candidate qualify that had none, and says why', () => {
    const digests = [
      warmDigest(x86(128), ...around(50, 20)),
      started(x86(512), 300),
      started(x86(1024), 200),
    ];
    const decision = chosenWith({ coldP99Ms: 450 }, digests);
    expect(decision.recommendation).toMatchObject(x86(512));
    expect(decision.candidates[0]?.limits).toEqual({
      coldP99Ms: { met: false, sure: false, note: 'no cold start came' },
    });
  });

  it('has a nearest where none had any: the one that the strategy takes', () => {
    const { recommendation } = chosenWith({ coldP99Ms: 450 });
    expect(recommendation).toMatchObject({
      ...x86(128),
      limits: {
        met: false,
        sure: false,
        worst: { limit: 'coldP99Ms', allowed: 450, note: 'no cold start came' },
      },
    });
  });

  it('holds the durations of cold starts against the others where the run is about them', () => {
    const plan = { onlyColdStarts: true, limits: { p99Ms: 450, coldP99Ms: 450 } };
    const digests = [started(x86(128), 900), started(x86(512), 300), started(x86(1024), 200)];
    const { recommendation, candidates } = decide(planOf(SIZES, plan), digests);
    expect(recommendation).toMatchObject(x86(512));
    expect(candidates[1]?.limits?.p99Ms).toEqual(candidates[1]?.limits?.coldP99Ms);
  });

  it('takes cold starts without their init for no warm invocations', () => {
    const digests = SIZES.map((candidate) =>
      digestOf(
        candidate,
        around(100, 20).map((ms) => cold(ms, 200)),
      ),
    );
    const { candidates } = chosenWith({ p99Ms: 1000 }, digests);
    expect(candidates[0]?.limits?.p99Ms).toEqual({ met: false, sure: false, note: 'no warm sample came' });
  });
});

describe('decide with limits against the current configuration', () => {
  const codes = (decision: { warnings: readonly { code: string; message: string }[] }) =>
    decision.warnings.map(({ code }) => code);

  it('warns of one that keeps the limits where no candidate does', () => {
    const plan = planOf([x86(128), x86(512)], { baseline: x86(1024), limits: { p99Ms: 200 } });
    const decision = decide(plan, grid(300));
    expect(decision.recommendation).toMatchObject({ ...x86(512), limits: { met: false } });
    expect(codes(decision)).toEqual(['current-configuration-better']);
    expect(decision.warnings[0]?.message).toContain(
      '1024 MB on x86_64, keeps the limits, which no candidate does',
    );
    expect(decision.candidates[2]?.limits?.p99Ms).toMatchObject({ met: true });
  });

  it('warns of one that is nearer to them', () => {
    const plan = planOf([x86(128), x86(512)], { baseline: x86(1024), limits: { p99Ms: 100 } });
    expect(decide(plan, grid(300)).warnings[0]?.message).toContain(
      'is nearer to the limits than every candidate',
    );
  });

  it('does not call one better that breaks them, however cheap', () => {
    const plan = planOf([x86(512), x86(1024)], { baseline: x86(128), limits: { p99Ms: 300 } });
    expect(codes(decide(plan, grid(300)))).toEqual([]);
  });
});

describe('decide with any limit', () => {
  const candidates = [x86(128), x86(256), x86(512), x86(1024)];
  const durations = fc.array(fc.integer({ min: 100, max: 30_000 }), { minLength: 1, maxLength: 8 });
  const run = fc
    .tuple(...candidates.map(() => durations))
    .map((all) =>
      candidates.map((candidate, index) =>
        warmDigest(candidate, ...(all[index] ?? []).map((steps) => steps / 100)),
      ),
    );
  const key = fc.constantFrom('p99Ms', 'p90Ms', 'meanMs', 'costPerMillionUsd');
  const number = fc.integer({ min: 1, max: 400 });

  it('is never cheaper with a tighter one, as long as that is kept', () => {
    fc.assert(
      fc.property(run, key, number, number, (digests, limit, a, b) => {
        const at = (allowed: number) => decide(planOf(candidates, { limits: { [limit]: allowed } }), digests);
        const [tight, loose] = [at(Math.min(a, b)), at(Math.max(a, b))];
        if (tight.recommendation.limits?.met) {
          expect(loose.recommendation.limits?.met).toBe(true);
          expect(tight.cost).toBeGreaterThanOrEqual(loose.cost);
        }
      }),
      { seed: 61, numRuns: 60 },
    );
  });

  it('keeps what it says that it keeps, and where it keeps none, nobody does', () => {
    fc.assert(
      fc.property(run, number, number, (digests, p90Ms, costPerMillionUsd) => {
        const limits = { p90Ms, costPerMillionUsd: costPerMillionUsd / 40 };
        const decision = decide(planOf(candidates, { limits }), digests);
        const keeps = (one: (typeof decision.candidates)[number]) =>
          (one.warm?.durationMs.p90.value ?? 0) <= limits.p90Ms &&
          (one.costPerMillionUsd?.value ?? 0) <= limits.costPerMillionUsd;
        const chosen = decision.candidates.find(
          ({ memoryMB }) => memoryMB === decision.recommendation.memoryMB,
        );
        expect(chosen && keeps(chosen)).toBe(decision.candidates.some(keeps));
        expect(decision.recommendation.limits?.met).toBe(decision.candidates.some(keeps));
      }),
      { seed: 62, numRuns: 60 },
    );
  });
});
