import { describe, expect, it } from 'vitest';
import type { Candidate, Plan, Sample } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { cold, digestOf, planOf, restored, warm, x86 } from './runs.ts';

function warningsOf(plan: Plan, samples: readonly (readonly [Candidate, readonly Sample[]])[]) {
  return decide(
    plan,
    samples.map(([candidate, of]) => digestOf(candidate, of)),
  ).warnings;
}

const warms = Array.from({ length: 5 }, () => warm(10));

describe('a decision on cold starts that were asked for', () => {
  const plan = planOf([x86(128), x86(512)], { coldStarts: { count: 3, atOnce: 3 } });
  const three = [cold(10, 100), cold(10, 101), cold(10, 102)];

  it('says nothing where all came', () => {
    expect(
      warningsOf(plan, [
        [x86(128), [...three, ...warms]],
        [x86(512), [...three, ...warms]],
      ]),
    ).toEqual([]);
  });

  it('says how many came of how many where some did not', () => {
    const [warning, ...others] = warningsOf(plan, [
      [x86(128), [...three, ...warms]],
      [x86(512), [...three.slice(1), ...warms]],
    ]);
    expect(others).toEqual([]);
    expect(warning?.code).toBe('fewer-cold-starts');
    expect(warning?.message).toContain('on 512 MB on x86_64 (2 of 3)');
    expect(warning?.message).not.toContain('128 MB');
  });

  it('does so for a run of cold starts only', () => {
    const only = planOf([x86(128)], { onlyColdStarts: true, num: 5 });
    expect(warningsOf(only, [[x86(128), [...three, ...warms]]])[0]?.message).toContain('(3 of 5)');
  });

  it('shows inits and restores apart where both came, and latency and cost of all of them', () => {
    const samples = [cold(10, 100), restored(20, 300), ...warms];
    const decision = decide(planOf([x86(128)]), [digestOf(x86(128), samples)]);
    expect(decision.candidates[0]?.cold).toMatchObject({
      initMs: { mean: { value: 100, n: 1 } },
      restoreMs: { mean: { value: 300, n: 1 } },
      latencyMs: { mean: { value: (110 + 320) / 2, n: 2 } },
      costUsd: { n: 2 },
    });
  });
});
