import { describe, expect, it } from 'vitest';
import { besideEarlier } from '../../../../lib/core/history/beside-earlier.ts';
import { planWith } from '../../../support/plan.ts';
import { measured, resultWith } from '../../../support/result.ts';

const plan = planWith();
const result = resultWith();

/** The same run, whose current configuration took so long. */
function whoseCurrentTook(meanMs: number) {
  const current = measured('x86_64', 512, meanMs);
  const { candidates } = result;
  return resultWith({
    baseline: current,
    candidates: candidates.map((one) => (one === candidates[1] ? current : one)),
  });
}

describe('besideEarlier', () => {
  it('compares a first run with nothing', () => {
    const first = besideEarlier(result, undefined, plan);
    expect(first).toEqual({ ...result, outcome: { outcome: 'better' } });
  });

  it('says what changed since the run before, which it names, and has that in its history', () => {
    const earlier = resultWith({
      run: { ...result.run, executionArn: 'the earlier', startedAt: '2026-11-19T10:00:00.000Z' },
    });
    const { outcome, history } = besideEarlier(whoseCurrentTook(400), earlier, plan);
    expect(outcome).toMatchObject({
      outcome: 'regressed',
      change: { architecture: 'x86_64', memoryMB: 512, slower: true, dearer: true },
      before: { executionArn: 'the earlier', startedAt: '2026-11-19T10:00:00.000Z' },
    });
    expect(history?.map(({ executionArn }) => executionArn)).toEqual(['the earlier']);
  });

  it('takes the least saving and the weight from the plan', () => {
    const saving = (minSaving: number) =>
      planWith({ afterwards: { ...plan.afterwards, minSaving }, balancedWeight: 1 });
    const balanced = resultWith({ recommendation: { ...result.recommendation, strategy: 'balanced' } });
    // The whole interval is from 12.1% on.
    expect(besideEarlier(balanced, undefined, saving(0.12)).outcome?.outcome).toBe('better');
    expect(besideEarlier(balanced, undefined, saving(0.13)).outcome?.outcome).toBe('unchanged');
  });
});
