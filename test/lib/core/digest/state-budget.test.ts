import { describe, expect, it } from 'vitest';
import { ALL_POWER_VALUES, type Digest, InvalidInput, type Plan } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { largestState } from '../../../../lib/core/budget/largest-state.ts';
import { digestBudget, STATE_BYTES } from '../../../../lib/core/digest/state-budget.ts';
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
