import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type Digest,
  decisionSchema,
  NoCandidateMeasured,
  type Plan,
  PriceMissing,
  type Strategy,
} from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { decidedBytes, entryBytes } from '../../../../lib/core/digest/decided-bytes.ts';
import { addFailure } from '../../../../lib/core/digest/digest.ts';
import { fitDigest } from '../../../../lib/core/digest/fit.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import {
  arm,
  cold,
  digestOf,
  lostDigest,
  planOf,
  price,
  REQUEST,
  restored,
  warm,
  warmDigest,
  x86,
} from './runs.ts';

const SIZES = [x86(128), x86(512), x86(1024)];
/** CPU-bound up to 512 MB: there the same cost buys four times the speed; beyond, twice the cost buys little. */
const GRID = [
  warmDigest(x86(128), 800, 808, 792, 804, 796),
  warmDigest(x86(512), 190, 191, 189, 192, 188),
  warmDigest(x86(1024), 170, 171, 169, 172, 168),
];

function codes(decision: { warnings: readonly { code: string }[] }): string[] {
  return decision.warnings.map(({ code }) => code);
}

describe('decide', () => {
  it.each([
    { strategy: 'cost', chosen: x86(512) },
    { strategy: 'speed', chosen: x86(1024) },
    { strategy: 'balanced', chosen: x86(512) },
  ] as const)('recommends by strategy $strategy', ({ strategy, chosen }) => {
    const decision = decide(planOf(SIZES, { strategy }), GRID);
    expect(decision.recommendation).toMatchObject({ ...chosen, strategy, ties: [] });
  });

  it('balances with the weight of the plan: 0 is speed, 1 is cost', () => {
    const at = (balancedWeight: number) =>
      decide(planOf(SIZES, { strategy: 'balanced', balancedWeight }), GRID).recommendation.memoryMB;
    expect([at(0), at(1)]).toEqual([1024, 512]);
  });

  it('states cost and duration of the chosen candidate, not rounded', () => {
    const decision = decide(planOf(SIZES), GRID);
    expect(decision.duration).toBeCloseTo(190, 10);
    expect(decision.cost).toBeCloseTo(price(x86(512), 190), 16);
    expect(decision.averages.map(({ memoryMB, duration }) => [memoryMB, duration])).toEqual([
      [128, 800],
      [512, 190],
      [1024, 170],
    ]);
  });

  it('follows the contract', () => {
    const decision = decide(planOf(SIZES, { baseline: x86(1024) }), [...GRID.slice(1), lostDigest(x86(128))]);
    expect(decisionSchema.parse(decision)).toEqual(decision);
  });

  it('prices each invocation by what it is billed: 1.3 ms on average is not priced as 2', () => {
    const decision = decide(planOf([x86(1024)]), [warmDigest(x86(1024), 0.9, 0.9, 1.6)]);
    expect(decision.cost).toBeCloseTo(price(x86(1024), 4 / 3), 18);
  });

  it('chooses between architectures by their own prices', () => {
    const plan = planOf([x86(512), arm(512)]);
    const alike = [warmDigest(x86(512), 100, 101, 99), warmDigest(arm(512), 105, 106, 104)];
    expect(decide(plan, alike).recommendation).toMatchObject({ architecture: 'arm64', memoryMB: 512 });
  });

  it('names what can not be told apart, and takes the smallest of the fastest', () => {
    const noisy = [
      warmDigest(x86(512), 100, 120, 90, 110, 105),
      warmDigest(x86(1024), 95, 118, 92, 112, 100),
      warmDigest(x86(128), 400, 420, 390, 410, 405),
    ];
    const decision = decide(planOf(SIZES, { strategy: 'speed' }), noisy);
    expect(decision.recommendation).toMatchObject({ ...x86(512), ties: [x86(1024)] });
  });

  it('needs equal figures for a tie where each candidate has one sample', () => {
    const plan = planOf([x86(512), x86(1024)], { strategy: 'speed' });
    const [a, b] = [warmDigest(x86(512), 100), warmDigest(x86(1024), 99.9)];
    expect(decide(plan, [a, b]).recommendation).toMatchObject({ memoryMB: 1024, ties: [] });
    expect(decide(plan, [a, warmDigest(x86(1024), 100)]).recommendation).toMatchObject({
      memoryMB: 512,
      ties: [x86(1024)],
    });
  });
});

describe('how sure decide is', () => {
  const noise = (count: number, mean: number, spread: number, seed: number) => {
    const random = seededRandom(seed, 'noise');
    return Array.from(
      { length: count },
      () => Math.round(100 * mean * (1 + spread * (random() - 0.5))) / 100,
    );
  };
  const race = (second: number, count = 50) => [
    warmDigest(x86(512), ...noise(count, 100, 0.2, 1)),
    warmDigest(x86(1024), ...noise(count, second, 0.2, 2)),
    warmDigest(x86(128), ...noise(count, 900, 0.2, 3)),
  ];
  const speed = (seed = 1) => planOf(SIZES, { strategy: 'speed', seed });

  it('is sure of a clear winner, and names the next best with what it costs and saves', () => {
    const { recommendation, averages } = decide(speed(), race(120));
    const [, chosen, next] = averages;
    expect(recommendation).toMatchObject({ ...x86(512), confidence: 1, nextBest: x86(1024) });
    const less = (a = 0, b = 0) => (1 - a / b) * 100;
    expect(recommendation.nextBest?.durationPercent).toBeCloseTo(less(next?.duration, chosen?.duration), 3);
    expect(recommendation.nextBest?.costPercent).toBeCloseTo(less(next?.cost, chosen?.cost), 3);
    expect(recommendation.nextBest?.durationPercent).toBeLessThan(-15);
  });

  it('is not sure of one of two that are alike', () => {
    const { recommendation } = decide(speed(), race(100.5));
    expect(recommendation.ties).toEqual([x86(1024)]);
    expect(recommendation.confidence).toBeGreaterThan(0.1);
    expect(recommendation.confidence).toBeLessThan(0.9);
  });

  it('gives the same answer for the same seed', () => {
    expect(decide(speed(), race(101))).toEqual(decide(speed(), race(101)));
    expect(decide(speed(2), race(101)).recommendation.confidence).toBeCloseTo(
      decide(speed(), race(101)).recommendation.confidence ?? 0,
      1,
    );
  });

  it('says nothing where there is no other, or a single sample', () => {
    expect(decide(planOf([x86(512)]), race(1)).recommendation).not.toHaveProperty('confidence');
    const plan = planOf([x86(512), x86(1024)]);
    const single = [warmDigest(x86(512), 10, 11), warmDigest(x86(1024), 10)];
    expect(decide(plan, single).recommendation).not.toHaveProperty('confidence');
  });

  it('goes by trimmed means where trimming is asked for: one slow sample does not make it unsure', () => {
    const outlier = [warmDigest(x86(512), ...noise(49, 100, 0.02, 1), 3000), ...race(120).slice(1)];
    const plain = decide(speed(), outlier).recommendation;
    const trimmed = decide({ ...speed(), discardTopBottom: 0.2 }, outlier).recommendation;
    expect(plain.confidence ?? 0).toBeLessThan(0.95);
    expect(trimmed).toMatchObject({ ...x86(512), confidence: 1, ties: [] });
  });

  it('does not take a size for sure that happened to miss the slow samples of all others', () => {
    const slowNowAndThen = (mean: number, every: number) =>
      noise(30, mean, 0.05, mean).map((value, index) => (index % every === 4 ? 10 * value : value));
    const digests = [
      warmDigest(x86(512), ...noise(30, 100, 0.05, 7)),
      warmDigest(x86(1024), ...slowNowAndThen(98, 15)),
      warmDigest(x86(128), ...slowNowAndThen(102, 10)),
    ];
    const decision = decide(speed(), digests);
    expect(decision.recommendation.confidence).toBeLessThan(0.95);
    expect(codes(decision)).toContain('mean-not-settled');
  });
});

describe('decide on samples that say more than their mean', () => {
  const steady = (count: number, mean: number) =>
    Array.from({ length: count }, (_, index) => mean + ((index * 7919) % 11) / 10);
  const findings = (durations: number[], changes = {}) =>
    decide(planOf([x86(512)], changes), [warmDigest(x86(512), ...durations)]).warnings;

  it('finds nothing in steady ones', () => {
    expect(findings(steady(50, 100))).toEqual([]);
  });

  it('says that a mean is not settled which one slow invocation carries', () => {
    const [warning] = findings([...steady(20, 100), 4000, ...steady(20, 100)]);
    expect(warning?.code).toBe('mean-not-settled');
    expect(warning?.message).toContain('512 MB on x86_64');
    expect(warning?.message).toContain('median');
  });

  it('says when the second half was slower than the first, and by how much', () => {
    const warnings = findings([...steady(25, 100), ...steady(25, 110)]);
    expect(warnings.map(({ code }) => code)).toEqual(['drift']);
    expect(warnings[0]?.message).toContain('512 MB on x86_64 (+10%)');
  });

  it('does not call it drift where the difference is real but too small to matter', () => {
    expect(findings([...steady(25, 100), ...steady(25, 102)])).toEqual([]);
  });

  it('says so where many ran at once, too: samples are in the order in which they were sent', () => {
    const warnings = findings([...steady(25, 100), ...steady(25, 110)], { concurrency: 10 });
    expect(warnings.map(({ code }) => code)).toEqual(['drift']);
  });

  it('looks for no order in a run of cold starts, which come in bursts', () => {
    const samples = [...steady(25, 100), ...steady(25, 110)].map((ms) => cold(ms, 200));
    const plan = planOf([x86(512)], { onlyColdStarts: true, num: 50 });
    expect(codes(decide(plan, [digestOf(x86(512), samples)]))).toEqual([]);
  });

  it('says when slow invocations came one after the other', () => {
    const disturbed = [...steady(20, 100), 180, 190, 185, 188, 182, ...steady(25, 100)];
    expect(findings(disturbed).map(({ code }) => code)).toContain('disturbed');
  });

  it('does not call a function disturbed that is slow now and then', () => {
    const scattered = steady(50, 100).map((value, index) => (index % 10 === 3 ? value * 2 : value));
    expect(findings(scattered).map(({ code }) => code)).not.toContain('disturbed');
  });

  it('looks at each payload by itself: one that is slower is no drift', () => {
    const samples = [
      ...steady(30, 100).map((ms) => warm(ms, 0)),
      ...steady(30, 300).map((ms) => warm(ms, 1)),
    ];
    const plan = planOf([x86(512)], { payloadWeights: [1, 1] });
    expect(codes(decide(plan, [digestOf(x86(512), samples)]))).toEqual([]);
  });
});

describe('decide on weighted payloads', () => {
  const tenAndThousand = [
    ...Array.from({ length: 90 }, () => warm(10, 0)),
    ...Array.from({ length: 10 }, () => warm(1000, 1)),
  ];
  const payloadWeights = [9, 1];

  it('trims within each payload: 90×10 ms and 10×1000 ms are 109 ms on average, not 10', () => {
    const plan = planOf([x86(128)], { payloadWeights, discardTopBottom: 0.2 });
    const decision = decide(plan, [digestOf(x86(128), tenAndThousand)]);
    expect(decision.duration).toBeCloseTo(109, 10);
    expect(decision.cost).toBeCloseTo(price(x86(128), 109), 16);
  });

  it('drops a share at both ends of each payload, and the cost of what it drops', () => {
    const samples = [
      ...[1, 10, 11, 12, 500].map((ms) => warm(ms, 0)),
      ...[2, 100, 110, 120, 5000].map((ms) => warm(ms, 1)),
    ];
    const plan = planOf([x86(128)], { payloadWeights: [1, 1], discardTopBottom: 0.2 });
    const decision = decide(plan, [digestOf(x86(128), samples)]);
    expect(decision.duration).toBeCloseTo((11 + 110) / 2, 10);
    expect(decision.cost).toBeCloseTo(price(x86(128), (11 + 110) / 2), 16);
  });

  it('never trims what it shows of a candidate', () => {
    const plan = planOf([x86(128)], { discardTopBottom: 0.4 });
    const decision = decide(plan, [warmDigest(x86(128), 1, 2, 3, 4, 1000)]);
    expect(decision.duration).toBe(3);
    expect(decision.candidates[0]?.warm?.durationMs).toMatchObject({
      mean: { value: 202, n: 5 },
      p50: { value: 3, n: 5 },
    });
  });

  it('counts each payload by its share, however often it was sent', () => {
    const samples = [warm(10, 0), warm(10, 0), ...Array.from({ length: 8 }, () => warm(1000, 1))];
    const plan = planOf([x86(128)], { payloadWeights: [99, 1] });
    const [candidate] = decide(plan, [digestOf(x86(128), samples)]).candidates;
    expect(candidate?.warm?.durationMs.mean).toMatchObject({
      value: expect.closeTo(0.99 * 10 + 0.01 * 1000, 9),
      n: 10,
    });
    expect(candidate?.warm?.durationMs.p50.value).toBe(10);
    expect(candidate?.warm?.durationMs.p90.value).toBeLessThan(1000);
    expect(candidate?.warm?.costUsd.value).toBeCloseTo(price(x86(128), 0.99 * 10 + 0.01 * 1000), 15);
  });

  it('says so where a payload gave no sample', () => {
    const plan = planOf([x86(128)], { payloadWeights: [1, 3] });
    const decision = decide(plan, [digestOf(x86(128), [warm(10, 0), warm(12, 0)])]);
    expect(decision.duration).toBe(11);
    expect(codes(decision)).toEqual(['payload-not-measured']);
  });
});

describe('decide on cold starts', () => {
  const burst = [...[10, 10, 10, 10].map((ms) => warm(ms)), ...[10, 10].map((ms) => cold(ms, 800))];

  it('keeps init out of a warm duration: in a burst a 10 ms function reads 10 ms, not 810', () => {
    const decision = decide(planOf([x86(128)]), [digestOf(x86(128), burst)]);
    expect(decision.duration).toBe(10);
    expect(decision.candidates[0]?.warm?.durationMs.mean).toMatchObject({ value: 10, n: 4 });
    expect(decision.candidates[0]?.costPerMillionUsd?.value).toBeCloseTo(price(x86(128), 10) * 1e6, 9);
  });

  it('shows cold starts beside the warm ones: init, latency and cost', () => {
    const [candidate] = decide(planOf([x86(128)]), [digestOf(x86(128), burst)]).candidates;
    expect(candidate?.cold?.initMs?.mean).toMatchObject({ value: 800, n: 2 });
    expect(candidate?.cold?.latencyMs.p50).toMatchObject({ value: 810, n: 2 });
    expect(candidate?.cold?.costUsd.value).toBeCloseTo(price(x86(128), 810), 15);
  });

  it('bills a SnapStart restore once and counts it once: 610 ms billed, 306.34 ms of handler', () => {
    const { initMs: _, ...handler } = cold(306.34, 0);
    const restored = { ...handler, restoreMs: 512.9, billedMs: 610 };
    const plan = planOf([x86(512)], { onlyColdStarts: true });
    const decision = decide(plan, [digestOf(x86(512), [restored, restored])]);
    expect(decision.cost).toBeCloseTo(price(x86(512), 610), 16);
    expect(decision.duration).toBeCloseTo(306.34 + 512.9, 9);
    const figures = decision.candidates[0]?.cold;
    expect(figures?.restoreMs?.p50).toMatchObject({ value: 512.9, n: 2 });
    expect(figures?.latencyMs.p50).toMatchObject({ value: 819.24, n: 2 });
    expect(figures).not.toHaveProperty('initMs');
  });

  it('adds what SnapStart charges for each restore, to a cold start and to the run', () => {
    const snapStart = { cacheGbSecond: 1, restorePerGb: 0.0001, cacheMinimumHours: 3 };
    const plan = planOf([x86(512)], { onlyColdStarts: true });
    const samples = [restored(20, 300), restored(20, 300)];
    const [free, charged] = [plan, { ...plan, prices: { ...plan.prices, snapStart } }].map((one) =>
      decide(one, [digestOf(x86(512), samples)]),
    );
    expect((charged?.cost ?? 0) - (free?.cost ?? 0)).toBeCloseTo(0.00005, 15);
    expect((charged?.lambdaCost ?? 0) - (free?.lambdaCost ?? 0)).toBeCloseTo(2 * 0.00005, 15);
  });

  it('compares by init and duration where the run is about cold starts', () => {
    const plan = planOf([x86(128), x86(512)], { onlyColdStarts: true, strategy: 'speed' });
    const decision = decide(plan, [
      digestOf(x86(128), [cold(10, 200), cold(12, 202), warm(1)]),
      digestOf(x86(512), [cold(20, 150), cold(22, 152), warm(500)]),
    ]);
    expect(decision.recommendation.memoryMB).toBe(512);
    expect(decision.duration).toBe(172);
    expect(decision.candidates[0]?.costPerMillionUsd?.value).toBeCloseTo(
      ((price(x86(128), 210) + price(x86(128), 214)) / 2) * 1e6,
      9,
    );
  });

  it('fails a candidate without any cold start where the run is about them', () => {
    const plan = planOf([x86(128), x86(512)], { onlyColdStarts: true });
    const decision = decide(plan, [warmDigest(x86(128), 10, 10), digestOf(x86(512), [cold(10, 100)])]);
    expect(decision.recommendation.memoryMB).toBe(512);
    expect(decision.candidates[0]).toMatchObject({
      status: 'failed',
      reason: 'none of its 2 invocations reported a cold start',
    });
  });

  it('lets cold ones stand in, without their init, where no invocation was warm, and warns', () => {
    const plan = planOf([x86(128), x86(512)]);
    const decision = decide(plan, [
      digestOf(x86(128), [cold(10.5, 800), cold(11.5, 820)]),
      warmDigest(x86(512), 9, 9),
    ]);
    expect(decision.averages[0]).toEqual({
      ...x86(128),
      duration: 11,
      cost: expect.closeTo(price(x86(128), 11.5), 15),
    });
    expect(decision.recommendation.memoryMB).toBe(128);
    expect(codes(decision)).toEqual(['only-cold-samples']);
    expect(decision.candidates[0]).not.toHaveProperty('warm');
    expect(decision.candidates[0]).not.toHaveProperty('costPerMillionUsd');
  });

  it('sets a repeated init apart: with nothing else there is no sample', () => {
    const repeated = digestOf(x86(128), [{ ...warm(900), start: 'repeated-init' }]);
    const decision = decide(planOf([x86(128), x86(512)]), [repeated, warmDigest(x86(512), 9, 9)]);
    expect(decision.candidates[0]).toMatchObject({
      status: 'failed',
      reason: 'none of its 1 invocations gave a sample (1 repeated an init that had failed)',
    });
  });
});

describe('decide on candidates that failed', () => {
  const failed: Digest = {
    ...addFailure(warmDigest(x86(128), 1, 1), 'Runtime.OutOfMemory', 'killed'),
    status: 'failed',
    reason: '8 of 10 invocations failed: Runtime.OutOfMemory: killed',
  };

  it('goes on with the others: one failing size does not end the run', () => {
    const decision = decide(planOf(SIZES), [failed, ...GRID.slice(1)]);
    expect(decision.recommendation.memoryMB).toBe(512);
    expect(decision.candidates[0]).toEqual({
      ...x86(128),
      status: 'failed',
      reason: '8 of 10 invocations failed: Runtime.OutOfMemory: killed',
      invocations: 2,
      failures: [{ reason: 'Runtime.OutOfMemory', count: 1, example: 'killed' }],
    });
    expect(decision.averages.map(({ memoryMB }) => memoryMB)).toEqual([512, 1024]);
  });

  it('keeps the failures of a candidate that was measured all the same', () => {
    const measured = addFailure(warmDigest(x86(512), 10, 10), 'timeout', 'task timed out');
    expect(decide(planOf([x86(512)]), [measured]).candidates[0]).toMatchObject({
      status: 'measured',
      failures: [{ reason: 'timeout', count: 1, example: 'task timed out' }],
    });
  });

  it('reports what is not measurable here, and a lost Executor by its error alone', () => {
    const elsewhere: Digest = {
      ...digestOf(arm(512), []),
      status: 'not-measurable',
      reason: 'this machine is x86_64',
    };
    const decision = decide(planOf([...SIZES, arm(512)]), [
      lostDigest(x86(128)),
      ...GRID.slice(1),
      elsewhere,
    ]);
    expect(decision.candidates.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'the Executor was lost: States.Timeout'],
      ['measured', undefined],
      ['measured', undefined],
      ['not-measurable', 'this machine is x86_64'],
    ]);
    expect(codes(decision)).toEqual(['executor-lost']);
    expect(JSON.stringify(decision)).not.toContain('secret');
  });

  it('says of a candidate that never came back that it was skipped', () => {
    expect(decide(planOf(SIZES), GRID.slice(1)).candidates[0]).toMatchObject({
      ...x86(128),
      status: 'skipped',
    });
  });

  it('fails when no candidate was measured, with the reason of each', () => {
    const attempt = () => decide(planOf([x86(128), x86(512)]), [failed, lostDigest(x86(512))]);
    expect(attempt).toThrow(NoCandidateMeasured);
    expect(attempt).toThrow(
      'none of 2 candidates could be measured:\n- x86_64-128: 8 of 10 invocations failed: Runtime.OutOfMemory: killed\n- x86_64-512: the Executor was lost: States.Timeout',
    );
  });

  it('fails when only the current configuration was measured, which nobody asked for', () => {
    const plan = planOf([x86(128)], { baseline: x86(1024) });
    expect(() => decide(plan, [failed, ...GRID.slice(2)])).toThrow(NoCandidateMeasured);
  });

  it('lists ten of many that failed', () => {
    const many = Array.from({ length: 14 }, (_, index) => x86(128 + index));
    expect(() =>
      decide(
        planOf(many),
        many.map((candidate) => lostDigest(candidate)),
      ),
    ).toThrow(/x86_64-137: [^\n]*\n- and 4 more\n/);
  });
});

describe('decide against the current configuration', () => {
  it('states the saving in percent: positive is cheaper, positive is faster', () => {
    const decision = decide(planOf(SIZES, { baseline: x86(1024) }), GRID);
    const { saving } = decision.recommendation;
    expect(saving?.costPercent).toBeCloseTo((1 - price(x86(512), 190) / price(x86(1024), 170)) * 100, 9);
    expect(saving?.durationPercent).toBeCloseTo((1 - 190 / 170) * 100, 9);
  });

  it('states between what the saving may lie', () => {
    const { saving } = decide(planOf(SIZES, { baseline: x86(1024) }), GRID).recommendation;
    const [cost, duration] = [saving?.costPercentInterval, saving?.durationPercentInterval];
    expect(cost?.low).toBeLessThan(saving?.costPercent ?? 0);
    expect(cost?.high).toBeGreaterThan(saving?.costPercent ?? 0);
    expect(duration?.low).toBeLessThan(saving?.durationPercent ?? 0);
    expect(duration?.high).toBeGreaterThan(saving?.durationPercent ?? 0);
    expect((duration?.high ?? 0) - (duration?.low ?? 0)).toBeLessThan(5);
  });

  it('saves nothing by staying', () => {
    expect(decide(planOf(SIZES, { baseline: x86(512) }), GRID).recommendation.saving).toEqual({
      costPercent: 0,
      durationPercent: 0,
    });
  });

  it('states none where it was not measured, and says why', () => {
    const decision = decide(planOf(SIZES.slice(1), { baseline: x86(128) }), [
      ...GRID.slice(1),
      lostDigest(x86(128)),
    ]);
    expect(decision.recommendation).not.toHaveProperty('saving');
    expect(codes(decision)).toContain('baseline-not-measured');
  });

  it.each(['cost', 'speed', 'balanced'] as const)(
    'never recommends it by %s where it is no candidate, but warns that it is better',
    (strategy) => {
      const plan = planOf([x86(128), x86(512)], { strategy, baseline: arm(512) });
      const decision = decide(plan, [...GRID.slice(0, 2), warmDigest(arm(512), 150, 151, 149)]);
      expect(decision.recommendation).toMatchObject(x86(512));
      expect(decision.recommendation.saving?.durationPercent).toBeLessThan(0);
      expect(codes(decision)).toEqual(['current-configuration-better']);
      expect(decision.candidates.map(({ architecture }) => architecture)).toEqual([
        'x86_64',
        'x86_64',
        'arm64',
      ]);
    },
  );

  it('does not warn where it is no better', () => {
    const plan = planOf([x86(512)], { baseline: x86(1024) });
    expect(codes(decide(plan, GRID.slice(1)))).toEqual([]);
  });
});

describe('decide on the run itself', () => {
  it('sums up invocations and what they cost, failures included', () => {
    const [small, middle] = [
      { ...warmDigest(x86(128), 100, 100), invocations: 5, billedMs: 9200 },
      warmDigest(x86(512), 50, 60),
    ];
    const decision = decide(planOf([x86(128), x86(512)]), [small, middle]);
    expect(decision.invocations).toBe(7);
    expect(decision.lambdaCost).toBeCloseTo(
      9.2 * 0.125 * 0.0000166667 + 5 * REQUEST + 0.11 * 0.5 * 0.0000166667 + 2 * REQUEST,
      15,
    );
  });

  it('counts the states that it entered', () => {
    const digests = [warmDigest(x86(128), 1), { ...warmDigest(x86(512), 1), calls: 3 }];
    const fixed = 6 + 4;
    const [calls, eachCall, candidates] = [4, 2, 2];
    const entered = fixed + calls * eachCall + candidates;
    expect(decide(planOf([x86(128), x86(512)]), digests).stateTransitions).toBe(entered);
    expect(decide(planOf([x86(128), x86(512)], { apply: true }), digests).stateTransitions).toBe(entered + 1);
  });

  it('charges ephemeral storage over 512 MB, and refuses to guess its price', () => {
    const plan = planOf([x86(1024)]);
    const large = { ...plan, target: { ...plan.target, ephemeralStorageMB: 1536 } };
    const digests = [warmDigest(x86(1024), 1000, 1000)];
    expect(decide(large, digests).cost).toBeCloseTo(price(x86(1024), 1000) + 3.09e-8, 16);
    const unknown = { ...large, prices: { ...plan.prices, x86_64: { gbSecond: 0.00002, request: 2e-7 } } };
    expect(() => decide(unknown, digests)).toThrow(PriceMissing);
  });

  it('refuses an architecture that the plan has no price for', () => {
    const plan = planOf([arm(512)]);
    const { arm64: _, ...prices } = plan.prices;
    expect(() => decide({ ...plan, prices }, [warmDigest(arm(512), 10)])).toThrow(PriceMissing);
  });

  it('says who measured: one replayed digest makes the result replayed, with its source', () => {
    const [a, b, c] = GRID;
    const plan = planOf(SIZES);
    const from = (...kinds: Partial<Digest>[]) =>
      decide(
        plan,
        [a, b, c].flatMap((digest, index) => (digest ? [{ ...digest, ...kinds[index] }] : [])),
      );
    expect(from()).toMatchObject({ measuredBy: 'aws' });
    expect(from()).not.toHaveProperty('source');
    expect(from({}, { measuredBy: 'process' })).toMatchObject({ measuredBy: 'process' });
    expect(
      from(
        { measuredBy: 'process' },
        { measuredBy: 'replayed', source: 'a paper' },
        { measuredBy: 'replayed', source: 'a paper' },
      ),
    ).toMatchObject({ measuredBy: 'replayed', source: 'a paper' });
  });

  it("warns of a chosen size that is nearly used up, and puts the plan's warnings first", () => {
    const plan = planOf([x86(128)], { warnings: [{ code: 'planned', message: 'known before' }] });
    const used = (maxMemoryUsedMB: number) =>
      decide(plan, [{ ...warmDigest(x86(128), 10, 10), maxMemoryUsedMB }]);
    expect(codes(used(120))).toEqual(['planned', 'memory-headroom']);
    expect(codes(used(115))).toEqual(['planned']);
    expect(used(115).candidates[0]?.maxMemoryUsedMB).toBe(115);
  });
});

describe('decide on several rounds', () => {
  const pilot = digestOf(x86(1024), [cold(99.5, 5)]);
  const plan = planOf(SIZES, { baseline: x86(1024) });

  it('puts the digests of one candidate together: nothing is lost or counted twice', () => {
    const decision = decide(plan, [pilot, ...GRID], 2);
    const [, , piloted] = decision.candidates;
    expect(piloted?.invocations).toBe(6);
    expect(piloted?.cold?.initMs?.mean).toMatchObject({ value: 5, n: 1 });
    expect(piloted?.warm?.durationMs.mean).toMatchObject({ value: 170, n: 5 });
    expect(decision.invocations).toBe(16);
    const alone = decide(plan, GRID);
    expect(decision.lambdaCost).toBeCloseTo(alone.lambdaCost + price(x86(1024), 105), 15);
    // 4 of the other round, 3 of the pilot's branch.
    expect(decision.stateTransitions).toBe(alone.stateTransitions + 7);
  });

  it('compares what it compares without them: a cold start more changes no choice', () => {
    const [withPilot, alone] = [decide(plan, [pilot, ...GRID], 2), decide(plan, GRID)];
    expect(withPilot.recommendation).toEqual(alone.recommendation);
    expect(withPilot.averages).toEqual(alone.averages);
  });

  it('measures a candidate whose pilot failed once, and shows that failure', () => {
    const failed = { ...addFailure(digestOf(x86(1024), []), 'timeout', 'slow'), status: 'failed' as const };
    const decision = decide(plan, [{ ...failed, invocations: 1, billedMs: 3000 }, ...GRID], 2);
    expect(decision.candidates[2]).toMatchObject({
      status: 'measured',
      invocations: 6,
      failures: [{ reason: 'timeout', count: 1, example: 'slow' }],
    });
  });

  it('describes a candidate whose Executor was lost in an earlier round only, and says so', () => {
    const decision = decide(plan, [lostDigest(x86(1024)), ...GRID], 2);
    expect(decision.candidates[2]).toMatchObject({ status: 'measured', invocations: 5 });
    expect(codes(decision)).toEqual(['executor-lost']);
    const alone = decide(plan, GRID);
    // "Enough samples?" is not entered after a lost call.
    expect(decision.stateTransitions).toBe(alone.stateTransitions + 6);
  });

  it('keeps what the pilot brought of a candidate whose Executor is lost after it', () => {
    const decision = decide(plan, [pilot, ...GRID.slice(0, 2), lostDigest(x86(1024))], 2);
    expect(decision.candidates[2]).toMatchObject({
      status: 'failed',
      reason: 'the Executor was lost: States.Timeout',
      invocations: 1,
    });
    expect(decision.invocations).toBe(11);
    expect(decision.lambdaCost).toBeCloseTo(
      decide(plan, GRID.slice(0, 2)).lambdaCost + price(x86(1024), 105),
      15,
    );
  });
});

describe('decide where the money ran out', () => {
  const limited = (digest: Digest | undefined, made: number, status: Digest['status'] = 'measured') => ({
    ...(digest ?? digestOf(x86(128), [])),
    status,
    reason: `its share of maxCostUsd was spent after ${made} of 50 invocations`,
    costLimited: { made, asked: 50 },
  });

  it('names the candidates and how many of their invocations were made, measured or not', () => {
    const [small, middle, large] = GRID;
    const decision = decide(planOf(SIZES), [
      limited(small, 5),
      ...(middle ? [middle] : []),
      limited(large, 3, 'failed'),
    ]);
    const [warning, ...others] = decision.warnings;
    expect(others).toEqual([]);
    expect(warning?.code).toBe('cost-limit-reached');
    expect(warning?.message).toContain(
      'on 128 MB on x86_64 (5 of 50 invocations), 1024 MB on x86_64 (3 of 50 invocations):',
    );
    expect(decision.candidates.map(({ status }) => status)).toEqual(['measured', 'measured', 'failed']);
  });

  it('fails when it ran out everywhere before there was enough, with the reason of each', () => {
    const attempt = () => decide(planOf([x86(128)]), [limited(GRID[0], 3, 'failed')]);
    expect(attempt).toThrow(NoCandidateMeasured);
    expect(attempt).toThrow('x86_64-128: its share of maxCostUsd was spent after 3 of 50 invocations');
  });
});

describe('the size of a decision', () => {
  const rules: Partial<Plan>[] = [
    {},
    { limits: { p99Ms: 1.1, costPerMillionUsd: 1.1 } },
    { coldStartRate: 0.123456 },
    {
      coldStartRate: 0.123456,
      limits: {
        p99Ms: 1.1,
        p90Ms: 1.1,
        meanMs: 1.1,
        coldP99Ms: 1.1,
        costPerMillionUsd: 1.1,
        minHeadroomPercent: 33.3,
      },
    },
  ];

  const shapes = rules.flatMap((rule) => [
    { rule, samples: 399, condensed: false, start: cold },
    { rule, samples: 399, condensed: false, start: restored },
    { rule, samples: 3000, condensed: false, start: cold },
    { rule, samples: 3000, condensed: true, start: restored },
  ]);

  it.each(shapes)(
    'is at most what the state has room for, of a candidate without failures, with $rule, $samples samples, condensed: $condensed',
    ({ rule, samples: n, condensed, start }) => {
      const samples = Array.from({ length: n }, (_, index) => {
        const [durationMs, initMs] = [
          100_000 + ((index * 7919) % 79_999) / 7,
          9000 + ((index * 31) % 997) / 9,
        ];
        return index % 2 === 0 ? warm(durationMs, index % 3) : start(durationMs, initMs, index % 3);
      });
      const candidates = [10_238, 10_239, 10_240].map((memoryMB) => x86(memoryMB));
      const plan = planOf(candidates, { payloadWeights: [1, 1, 3], ...rule });
      const digests = candidates.map((candidate) =>
        digestOf(candidate, samples, { maxMemoryUsedMB: 10_239 }),
      );
      const decision = decide(plan, condensed ? digests.map((digest) => fitDigest(digest, 0)) : digests);
      for (const [index, candidate] of decision.candidates.entries()) {
        expect(candidate.warm?.durationMs.relativeError !== undefined).toBe(condensed);
        expect(candidate.warm?.durationMs.p999 !== undefined).toBe(n >= 1000);
        const entry = JSON.stringify(candidate).length;
        expect(entry).toBeLessThan(entryBytes(plan, n));
        const tie = JSON.stringify(x86(10_240)).length + 1;
        expect(entry + JSON.stringify(decision.averages[index]).length + tie).toBeLessThan(
          decidedBytes(plan, n),
        );
      }
    },
  );
});

describe('decide on any run', () => {
  const candidates: Candidate[] = [x86(128), arm(128), x86(512), arm(512), x86(1024)];
  const durations = fc.array(fc.integer({ min: 100, max: 100_000 }), { minLength: 1, maxLength: 8 });
  const run = fc
    .tuple(...candidates.map(() => durations))
    .map((all) =>
      candidates.map((candidate, index) =>
        warmDigest(candidate, ...(all[index] ?? []).map((steps) => steps / 100)),
      ),
    );
  const strategy = fc.constantFrom<Strategy>('cost', 'speed', 'balanced');

  const rule = fc.constantFrom<Partial<Plan>>(
    {},
    { limits: { p99Ms: 300, costPerMillionUsd: 5 }, monthlyInvocations: 1000 },
    { coldStartRate: 0 },
  );

  it('decides the same in whatever order the candidates came back', () => {
    const order = fc.array(fc.nat(), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(run, strategy, rule, order, (digests, by, ruled, keys) => {
        const more = { strategy: by, baseline: arm(512), discardTopBottom: 0.2, ...ruled };
        const plan = planOf(candidates, more);
        const shuffled = digests
          .map((digest, index) => ({ digest, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ digest }) => digest);
        expect(decide(plan, shuffled)).toEqual(decide(plan, digests));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('chooses the same where all prices are a multiple', () => {
    const times = (plan: ReturnType<typeof planOf>, factor: number) => {
      const scale = (of: { gbSecond: number; request: number } | undefined) => ({
        gbSecond: (of?.gbSecond ?? 0) * factor,
        request: (of?.request ?? 0) * factor,
      });
      const { x86_64, arm64 } = plan.prices;
      return { ...plan, prices: { ...plan.prices, x86_64: scale(x86_64), arm64: scale(arm64) } };
    };
    fc.assert(
      fc.property(run, strategy, fc.constantFrom(0.5, 7.2, 1000), (digests, by, factor) => {
        const plan = planOf(candidates, { strategy: by });
        expect(decide(times(plan, factor), digests).recommendation).toEqual(
          decide(plan, digests).recommendation,
        );
      }),
      { seed: 13, numRuns: 60 },
    );
  });

  it('chooses what nothing beats by its averages, except for what it names as ties', () => {
    fc.assert(
      fc.property(run, (digests) => {
        const { recommendation, averages, cost } = decide(planOf(candidates), digests);
        for (const average of averages) {
          const tie = recommendation.ties.some(
            (one) => one.architecture === average.architecture && one.memoryMB === average.memoryMB,
          );
          if (!tie) expect(average.cost).toBeGreaterThanOrEqual(cost);
        }
      }),
      { seed: 14, numRuns: 60 },
    );
  });
});
