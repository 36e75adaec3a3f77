import { describe, expect, it } from 'vitest';
import { ALL_POWER_VALUES, type Digest, InvalidInput, type Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { largestState } from '../../../../lib/core/budget/largest-state.ts';
import { digestBudget, STATE_BYTES } from '../../../../lib/core/digest/state-budget.ts';
import { gridWork } from '../../../../lib/core/search/grid.ts';
import { reportResult } from '../../../../lib/report/result.ts';
import { cold, digestOf, planOf, warm, x86 } from '../analysis/runs.ts';

const NONE = { kind: 'none' } as const;
const ALL = ALL_POWER_VALUES.map((memoryMB) => x86(memoryMB));

const planAll = (changes: Partial<Plan>) => planOf(ALL, { num: 50, baseline: x86(1024), ...changes });
const budgetOf = (plan: Plan) => digestBudget({ ...largestState(plan), payload: NONE });

/** Slower and cheaper the smaller it is, so that every size is on the Pareto front; as long as figures get. */
function longDigest(memoryMB: number): Digest {
  const durationMs = 10_000_000 / memoryMB + 5000;
  const samples = Array.from({ length: 50 }, (_, index) => {
    const spread = ((index * 7919) % 997) / 13;
    return index % 2 === 0 ? warm(durationMs + spread) : cold(durationMs + spread, 9000 + spread);
  });
  return digestOf(x86(memoryMB), samples, { maxMemoryUsedMB: memoryMB - 1 });
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe('all 159 sizes on one architecture', () => {
  it.each<Partial<Plan>>([
    {},
    { includeOutputResults: true },
    { limits: { p99Ms: 1.5, costPerMillionUsd: 1.5 }, monthlyInvocations: 1e12 },
  ])('fit with %j, and so does the output', (changes) => {
    const plan = planAll(changes);
    expect(budgetOf(plan)).toBeGreaterThan(500);
    const decision = decide(
      plan,
      ALL.map(({ memoryMB }) => longDigest(memoryMB)),
    );
    expect(bytes({ plan, decision })).toBeLessThan(STATE_BYTES);
    const result = reportResult(plan, decision, undefined, new Date(0));
    expect(result.recommendation.pareto).toHaveLength(159);
    expect(bytes(result)).toBeLessThan(STATE_BYTES);
  });

  it('are refused with a blend, whose figures come in addition, with the remedy', () => {
    const attempt = () => budgetOf(planAll({ coldStartRate: 0.05 }));
    expect(attempt).toThrow(InvalidInput);
    expect(attempt).toThrow(/use fewer powerValues or architectures, leave out coldStartRate$/);
  });
});

it('has room for the blends of a hundred sizes, and for all limits of forty', () => {
  const hundred = { candidates: ALL.slice(0, 100), coldStartRate: 0.05 };
  expect(budgetOf(planAll(hundred))).toBeGreaterThan(500);
  const limits = {
    p99Ms: 1,
    p90Ms: 1,
    meanMs: 1,
    coldP99Ms: 1,
    costPerMillionUsd: 1,
    minHeadroomPercent: 1,
  };
  expect(budgetOf(planAll({ candidates: ALL.slice(0, 40), coldStartRate: 0.05, limits }))).toBeGreaterThan(
    500,
  );
});

function budgetOfSizes(sizes: number, more: Partial<Plan>): number {
  const candidates = Array.from({ length: sizes }, (_, index) => x86(128 + 64 * index));
  const plan = planOf(candidates, more);
  return digestBudget({ plan, payload: { kind: 'none' }, round: { number: 1, work: gridWork(plan) } });
}

describe('digestBudget', () => {
  it.each([
    ['40 candidates with 1,000 samples', 40, { num: 1000 }],
    ['40 candidates with 100,000 samples, which are condensed', 40, { num: 100_000 }],
    [
      '6 candidates with 100,000 samples of each of ten payloads',
      6,
      { num: 100_000, payloadWeights: Array(10).fill(1) },
    ],
    [
      '30 candidates with 1,000 cold starts beside 50 samples',
      30,
      { num: 50, coldStarts: { count: 1000, atOnce: 10 } },
    ],
    ['20 candidates with 1,000 cold starts only', 20, { num: 1000, onlyColdStarts: true, concurrency: 10 }],
    ['every memory size with 50 samples', 159, { num: 50 }],
  ])('lets %s through', (_, sizes, more) => {
    expect(budgetOfSizes(sizes, more)).toBeGreaterThan(1000);
  });

  it.each([
    [
      'each of a hundred payloads with many samples for 40 candidates',
      40,
      { num: 100_000, payloadWeights: Array(100).fill(1) },
    ],
    ['more sizes with a p99.9 than the decision has room for', 159, { num: 1000 }],
  ])('refuses %s, with the remedy', (_, sizes, more) => {
    expect(() => budgetOfSizes(sizes, more)).toThrow(InvalidInput);
    expect(() => budgetOfSizes(sizes, more)).toThrow(/use fewer powerValues or architectures/);
  });

  it('counts cold starts beside the samples, and says that fewer of them would help', () => {
    const input = { num: 1000, payloadWeights: Array(10).fill(1) };
    expect(() => budgetOfSizes(20, input)).not.toThrow();
    const with1000 = { ...input, coldStarts: { count: 1000, atOnce: 10 } };
    expect(() => budgetOfSizes(20, with1000)).toThrow(
      /20 candidates with 1000 invocations and 1000 cold starts each.*lower num or coldStarts/,
    );
  });
});
