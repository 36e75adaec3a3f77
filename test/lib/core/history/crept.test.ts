import { describe, expect, it } from 'vitest';
import type { HistoryEntry, TuningResult } from '../../../../lib/contract/index.ts';
import { besideEarlier } from '../../../../lib/core/history/beside-earlier.ts';
import { historyAfter } from '../../../../lib/core/history/entry.ts';
import { planWith } from '../../../support/plan.ts';
import { measured, resultWith } from '../../../support/result.ts';

const plan = planWith();
const bare = resultWith();

/** A run of some week whose current configuration took so long, with an interval of 3% to each side. */
function run(week: number, meanMs: number, memoryMB = 512): TuningResult {
  const current = measured('x86_64', memoryMB, meanMs);
  return resultWith({
    run: {
      ...bare.run,
      executionArn: `week ${week}`,
      startedAt: new Date(Date.UTC(2026, 0, 1 + 7 * week)).toISOString(),
    },
    baseline: current,
    candidates: [...bare.candidates.filter((one) => one.memoryMB !== memoryMB), current],
    recommendation: { ...bare.recommendation, architecture: 'x86_64', memoryMB },
  });
}

/** One run after another, each beside the one before. */
function afterRuns(...runs: readonly TuningResult[]): TuningResult {
  const [first, ...others] = runs;
  if (first === undefined) throw new Error('there is no run');
  return others.reduce(
    (before, next) => besideEarlier(next, before, plan),
    besideEarlier(first, undefined, plan),
  );
}

describe('what becomes slower bit by bit', () => {
  it('is told once it is slower than at first by what is worth telling, and names that run', () => {
    const few = afterRuns(run(0, 100), run(1, 102), run(2, 104));
    expect(few.outcome).toMatchObject({ outcome: 'unchanged', before: { executionArn: 'week 1' } });
    const enough = afterRuns(run(0, 100), run(1, 104), run(2, 108));
    expect(enough.outcome).toMatchObject({
      outcome: 'regressed',
      change: { memoryMB: 512, slower: true, dearer: true },
      before: { executionArn: 'week 0', startedAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(enough.outcome?.change?.durationPercent).toBeCloseTo(8, 8);
  });

  it('is told once, and held against that from then on', () => {
    const told = afterRuns(run(0, 100), run(1, 104), run(2, 108), run(3, 109));
    expect(told.outcome).toMatchObject({ outcome: 'unchanged', before: { executionArn: 'week 2' } });
    const further = afterRuns(run(0, 100), run(1, 104), run(2, 108), run(3, 112), run(4, 117));
    expect(further.outcome).toMatchObject({ outcome: 'regressed', before: { executionArn: 'week 2' } });
  });

  it('begins anew where the function got another configuration', () => {
    const moved = afterRuns(run(0, 100), run(1, 50, 1024), run(2, 104), run(3, 108));
    expect(moved.outcome).toMatchObject({ outcome: 'unchanged', before: { executionArn: 'week 2' } });
  });

  it('is not held against what does not say which invocations it is about', () => {
    const before = run(1, 104);
    const old = historyAfter(run(0, 100)).map(
      (entry): HistoryEntry => ({ ...entry, current: { ...entry.current, of: undefined } as never }),
    );
    const { outcome } = besideEarlier(run(2, 108), { ...before, history: old }, plan);
    expect(outcome).toMatchObject({ outcome: 'unchanged', before: { executionArn: 'week 1' } });
  });
});
