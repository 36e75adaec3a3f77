import { describe, expect, it } from 'vitest';
import type { CandidateResult, Figure } from '../../../../lib/contract/index.ts';
import { type Comparable, outcomeOf, savesSurely } from '../../../../lib/core/history/outcome.ts';

const RULES = { minSavingPercent: 5, weight: 0.5 };

function figure(value: number, spread = 0.02): Figure {
  return { value, n: 30, low: value * (1 - spread), high: value * (1 + spread) };
}

function candidate(memoryMB: number, ms: number, costUsd: number, spread?: number): CandidateResult {
  const duration = figure(ms, spread);
  return {
    architecture: 'x86_64',
    memoryMB,
    status: 'measured',
    warm: {
      durationMs: { mean: duration, p50: duration, p90: duration, p99: duration },
      costUsd: figure(costUsd, spread),
    },
    invocations: 30,
    failures: [],
  };
}

/** A run whose current configuration has 512 MB and whose answer is given. */
function run(
  candidates: readonly CandidateResult[],
  recommended: number,
  more: Partial<Comparable['recommendation']> = {},
): Comparable {
  return {
    candidates: [...candidates],
    ...(candidates[0] === undefined ? {} : { baseline: candidates[0] }),
    recommendation: {
      architecture: 'x86_64',
      memoryMB: recommended,
      strategy: 'cost',
      sentence: '',
      ties: [],
      pareto: [],
      ...more,
    },
  };
}

const saving = (cost: [number, number], duration: [number, number]) => ({
  saving: {
    costPercent: (cost[0] + cost[1]) / 2,
    durationPercent: (duration[0] + duration[1]) / 2,
    costPercentInterval: { low: cost[0], high: cost[1] },
    durationPercentInterval: { low: duration[0], high: duration[1] },
  },
});

describe('outcomeOf', () => {
  const now = candidate(512, 100, 1e-6);
  const other = candidate(1024, 50, 0.8e-6);

  it('says unchanged of a run like the one before', () => {
    const again = candidate(512, 101, 1.01e-6);
    const { outcome, change } = outcomeOf(run([again], 512), run([now], 512), RULES);
    expect(outcome).toBe('unchanged');
    expect(change).toMatchObject({ memoryMB: 512, dearer: false, slower: false });
    expect(change?.costPercent).toBeCloseTo(1, 8);
  });

  it('says unchanged of a first run that saves nothing', () => {
    expect(outcomeOf(run([now], 512), undefined, RULES)).toEqual({ outcome: 'unchanged' });
  });

  it('says better where the whole interval of the saving is over the least', () => {
    const result = run([now, other], 1024, saving([15, 25], [40, 60]));
    expect(outcomeOf(result, undefined, RULES).outcome).toBe('better');
  });

  it('says unchanged where the saving may be too small', () => {
    const result = run([now, other], 1024, saving([3, 25], [40, 60]));
    expect(outcomeOf(result, undefined, RULES).outcome).toBe('unchanged');
  });

  it('says regressed where the same configuration is slower beyond both intervals, even if another is better', () => {
    const slower = candidate(512, 130, 1.3e-6);
    const result = run([slower, other], 1024, saving([30, 50], [40, 60]));
    const { outcome, change } = outcomeOf(result, run([now], 512), RULES);
    expect(outcome).toBe('regressed');
    expect(change).toMatchObject({ dearer: true, slower: true });
    expect(change?.durationPercent).toBeCloseTo(30, 8);
  });

  it('says unchanged where it is slower within the intervals', () => {
    const slower = candidate(512, 110, 1.1e-6, 0.1);
    expect(outcomeOf(run([slower], 512), run([now], 512), RULES).outcome).toBe('unchanged');
  });

  it('says regressed where only the price rose', () => {
    const dearer = candidate(512, 100, 1.2e-6);
    const { outcome, change } = outcomeOf(run([dearer], 512), run([now], 512), RULES);
    expect([outcome, change?.dearer, change?.slower]).toEqual(['regressed', true, false]);
  });

  it('says nothing of a change where the run before did not measure that configuration', () => {
    expect(outcomeOf(run([now], 512), run([other], 1024), RULES)).toEqual({ outcome: 'unchanged' });
  });

  it('does not compare cold starts with warm invocations, nor other shares of cold starts with each other', () => {
    const warm = candidate(512, 100, 1e-6);
    const { durationMs, costUsd } = candidate(512, 300, 3e-6).warm ?? {};
    if (durationMs === undefined || costUsd === undefined) throw new Error('it is measured');
    const { warm: _, ...bare } = warm;
    const cold: CandidateResult = { ...bare, cold: { latencyMs: durationMs, costUsd } };
    const blended = (rate: number): CandidateResult => ({
      ...warm,
      blended: { rate, latencyMs: durationMs, costUsd },
    });
    const changeOf = (after: CandidateResult, before: CandidateResult) =>
      outcomeOf(run([after], 512), run([before], 512), RULES).change;
    expect(changeOf(cold, warm)).toBeUndefined();
    expect(changeOf(blended(0.5), warm)).toBeUndefined();
    expect(changeOf(blended(0.5), blended(0.1))).toBeUndefined();
    expect(changeOf(cold, cold)?.durationPercent).toBe(0);
    expect(changeOf(blended(0.5), blended(0.5))?.durationPercent).toBe(0);
  });

  it('says nothing of a change without intervals: one sample proves none', () => {
    const bare = candidate(512, 500, 5e-6);
    const without = {
      ...bare,
      warm: {
        durationMs: { ...(bare.warm?.durationMs as never as object), mean: { value: 500, n: 1 } },
        costUsd: { value: 5e-6, n: 1 },
      },
    } as CandidateResult;
    expect(outcomeOf(run([without], 512), run([now], 512), RULES).outcome).toBe('unchanged');
  });
});

describe('savesSurely', () => {
  const now = candidate(512, 100, 1e-6);
  const other = candidate(1024, 50, 0.8e-6);

  it.each([
    ['cost', [6, 10], [-90, -80], true],
    ['cost', [4, 10], [80, 90], false],
    ['speed', [-50, -40], [6, 10], true],
    ['speed', [50, 60], [4, 10], false],
    ['balanced', [-4, 0], [20, 30], true],
    ['balanced', [-20, -15], [20, 30], false],
  ] as const)('looks at what the strategy %s looks at: %j and %j', (strategy, cost, duration, expected) => {
    const result = run([now, other], 1024, { strategy, ...saving([...cost], [...duration]) });
    expect(savesSurely(result, 5, 0.5)).toBe(expected);
  });

  it('is never true of the configuration that is there', () => {
    expect(savesSurely(run([now], 512, saving([50, 60], [50, 60])), 5, 0.5)).toBe(false);
  });

  it('is never true without a current configuration or without an interval', () => {
    const result = run([now, other], 1024, saving([15, 25], [40, 60]));
    expect(savesSurely({ ...result, baseline: undefined }, 5, 0.5)).toBe(false);
    const bare = run([now, other], 1024, { saving: { costPercent: 20, durationPercent: 50 } });
    expect(savesSurely(bare, 5, 0.5)).toBe(false);
  });
});
