import { describe, expect, it } from 'vitest';
import type { Candidate, Plan, Sample } from '../../../../lib/contract/index.ts';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { draw } from '../digest/draws.ts';
import { arm, cold, digestOf, planOf, warm, x86 } from './runs.ts';

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
    const { initMs, ...rest } = cold(20, 300);
    const restored: Sample = { ...rest, restoreMs: initMs ?? 0 };
    const decision = decide(planOf([x86(128)]), [digestOf(x86(128), [cold(10, 100), restored, ...warms])]);
    expect(decision.candidates[0]?.cold).toMatchObject({
      initMs: { mean: { value: 100, n: 1 } },
      restoreMs: { mean: { value: 300, n: 1 } },
      latencyMs: { mean: { value: (110 + 320) / 2, n: 2 } },
      costUsd: { n: 2 },
    });
  });
});

describe('an init that more memory does not make faster', () => {
  const sizes = [128, 512, 1024, 3008];
  const samples = (init: (memoryMB: number) => number) =>
    sizes.map(
      (memoryMB) =>
        [
          x86(memoryMB),
          [
            ...draw('all within a hundredth', 20, memoryMB).map((ms) =>
              cold(10, (ms / 250) * init(memoryMB)),
            ),
            ...warms,
          ],
        ] as const,
    );
  const found = (init: (memoryMB: number) => number) =>
    warningsOf(planOf(sizes.map(x86)), samples(init)).filter(({ code }) => code === 'init-not-faster');

  it('is told of from the smallest size on, where Lambda gives every size the same CPU', () => {
    const [warning] = found(() => 180);
    expect(warning?.message).toContain('than 128 MB on x86_64 (181 ms there, 181 ms with 3008 MB)');
  });

  it('is told of from that size on which no larger one is faster than', () => {
    const [warning] = found((memoryMB) => (memoryMB < 1024 ? 400_000 / memoryMB : 180));
    expect(warning?.message).toContain('than 1024 MB on x86_64');
  });

  it('is not told of where it does get faster, to the last size', () => {
    expect(found((memoryMB) => 400_000 / memoryMB)).toEqual([]);
  });

  it('is not told of from a few inits', () => {
    const few = sizes.map((memoryMB) => [x86(memoryMB), [cold(10, 180), ...warms]] as const);
    expect(warningsOf(planOf(sizes.map(x86)), few)).toEqual([]);
  });

  it('is told of for each architecture by itself', () => {
    const own = samples(() => 180);
    const other = own.map(([{ memoryMB }, of]) => [arm(memoryMB), of] as const);
    const plan = planOf([...own, ...other].map(([candidate]) => candidate));
    expect(warningsOf(plan, [...own, ...other])[0]?.message).toMatch(
      /than 128 MB on x86_64 .*, and than 128 MB on arm64/,
    );
  });
});
