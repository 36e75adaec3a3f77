import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../lib/contract/index.ts';
import { firstRound } from '../../../../lib/core/search/first-round.ts';
import { gridWork } from '../../../../lib/core/search/grid.ts';
import { isPilot, pilotWork } from '../../../../lib/core/search/pilot.ts';
import { arm, planOf, x86 } from '../analysis/runs.ts';

/** The target has 1,024 MB on x86_64. */
const plan = (more: Partial<Plan> = {}) => planOf([arm(128), x86(128), x86(1536)], { num: 20, ...more });

describe('gridWork', () => {
  it('measures each candidate, and the current configuration beside them', () => {
    expect(gridWork(plan({ baseline: x86(1024) }))).toEqual(
      [arm(128), x86(128), x86(1536), x86(1024)].map((candidate) => ({ ...candidate, samples: 20 })),
    );
  });

  it('measures the current configuration once where it is a candidate, and nothing that is skipped', () => {
    const skipped = [{ ...arm(128), reason: 'native' }];
    expect(gridWork(plan({ baseline: x86(128), skipped })).map(({ memoryMB }) => memoryMB)).toEqual([
      128, 1536,
    ]);
  });
});

describe('pilotWork', () => {
  it('is one invocation of each payload on the current configuration', () => {
    expect(pilotWork(plan({ baseline: x86(1024), payloadWeights: [5, 1, 1] }))).toEqual({
      ...x86(1024),
      samples: 3,
      pilot: true,
    });
  });

  it.each([
    ['the nearest of its own architecture', [arm(1024), x86(128), x86(1536)], x86(1536)],
    ['the first of two that are as near', [x86(896), x86(1152)], x86(896)],
    ['the first where there is none of its own', [arm(512), arm(1024)], arm(512)],
  ])('without it is %s', (_, candidates, pilot) => {
    expect(pilotWork(planOf(candidates))).toMatchObject(pilot);
  });

  it('is never a candidate that is skipped', () => {
    const skipped = [{ ...x86(1024), reason: 'native' }];
    expect(pilotWork(planOf([x86(1024), x86(128)], { skipped }))).toMatchObject(x86(128));
  });
});

describe('firstRound', () => {
  it('is the grid', () => {
    const round = firstRound(plan());
    expect(round).toEqual({ number: 1, work: gridWork(plan()) });
    expect(isPilot(round)).toBe(false);
  });

  it.each([false, true])('is the pilot where the cost is limited (dry run: %s)', (dryRun) => {
    const round = firstRound(plan({ maxCost: 1, dryRun, baseline: x86(1024) }));
    expect(round).toEqual({ number: 1, work: [{ ...x86(1024), samples: 1, pilot: true }] });
    expect(isPilot(round)).toBe(true);
  });

  it('is a single invocation in a dry run: of the current configuration, or of the first that can run', () => {
    const skipped = [{ ...arm(128), reason: 'native' }];
    const of = (more: Partial<Plan>) => firstRound(plan({ dryRun: true, skipped, ...more })).work;
    expect(of({ baseline: x86(1024), payloadWeights: [1, 1] })).toEqual([{ ...x86(1024), samples: 1 }]);
    expect(of({})).toEqual([{ ...x86(128), samples: 1 }]);
  });
});
