import { describe, expect, it } from 'vitest';
import type { Plan, Work } from '../../../../lib/contract/index.ts';
import { withinMoney } from '../../../../lib/core/budget/within-money.ts';
import { planOf, x86 } from '../analysis/runs.ts';

const GB_SECOND = 0.0000166667;
const REQUEST = 0.0000002;
const TRANSITION = 0.000025;

const pilot = { ...x86(1024), handlerMs: [100], initMs: 50 };
const plan = (more: Partial<Plan> = {}) => {
  const planned = planOf([x86(1024)], { maxCost: 1, pilot, concurrency: 1, ...more });
  return { ...planned, prices: { ...planned.prices, stateTransition: TRANSITION } };
};
const again = { earlier: { killed: 0, calls: 1 } };

/** Of 1 GB, with the three states of its branch. */
function by({ invocations, ms }: { readonly invocations: number; readonly ms: number }): number {
  return (ms / 1000) * GB_SECOND + invocations * REQUEST + 3 * TRANSITION;
}

/** 6 states of the run, 4 of the round before, 4 of this one. */
const SHARED = 14 * TRANSITION;

describe('withinMoney', () => {
  it.each<[string, Partial<Plan>, Omit<Work, 'architecture' | 'memoryMB'>, number]>([
    ['a new candidate', {}, { samples: 3 }, by({ invocations: 3, ms: 3 * 100 + 50 })],
    // Its environment may have been replaced since: as the Allowance has it.
    ['one that was measured before', {}, { samples: 3, ...again }, by({ invocations: 3, ms: 3 * 100 + 50 })],
    [
      'a new one with two environments',
      { concurrency: 2 },
      { samples: 4 },
      by({ invocations: 4, ms: 4 * 100 + 2 * 50 }),
    ],
    [
      'cold starts of a new one, and as many tries again',
      { coldStarts: { count: 10, atOnce: 10 } },
      { samples: 3 },
      by({ invocations: 23, ms: 23 * 100 + 11 * 50 }),
    ],
    [
      'one whose cold starts came before',
      { coldStarts: { count: 10, atOnce: 10 } },
      { samples: 3, warmOnly: true, ...again },
      by({ invocations: 3, ms: 3 * 100 + 50 }),
    ],
    [
      'cold starts alone, in a later round too',
      { onlyColdStarts: true },
      { samples: 3, ...again },
      by({ invocations: 6, ms: 6 * 100 + 3 * 50 }),
    ],
  ])('measures %s where that can be paid, and not for less', (_, more, work, cost) => {
    const within = (maxCost: number) =>
      withinMoney(plan({ ...more, maxCost }), [], [{ ...x86(1024), ...work }], 1);
    expect(within(SHARED + cost * 1.0001)).toHaveLength(1);
    expect(within(SHARED + cost * 0.9999)).toEqual([]);
  });

  it('counts each payload by its share, not all as the dearest', () => {
    // And the dearest once more: it may have met the cold environment only.
    const cost = by({ invocations: 11, ms: 9 * 100 + 2 * 1000 + 50 });
    const within = (maxCost: number) => {
      const dear = { ...pilot, handlerMs: [100, 1000] };
      const weighted = plan({ payloadWeights: [9, 1], pilot: dear, maxCost });
      return withinMoney(weighted, [], [{ ...x86(1024), samples: 10, ...again }], 1);
    };
    expect(within(SHARED + cost * 1.0001)).toHaveLength(1);
    expect(within(SHARED + cost * 0.9999)).toEqual([]);
  });

  it('leaves out what may cost more than is left, and all that comes after it', () => {
    const work = [1024, 2048, 1024].map((memoryMB) => ({ ...x86(memoryMB), samples: 3 }));
    const each = by({ invocations: 3, ms: 350 });
    const within = (maxCost: number) => withinMoney(plan({ maxCost }), [], work, 1);
    expect(within(SHARED + each * 2.01).map(({ memoryMB }) => memoryMB)).toEqual([1024]);
    expect(within(SHARED + each * 0.99)).toEqual([]);
    expect(within(SHARED + each * 5)).toHaveLength(3);
  });

  it('shares out all that is left, in proportion to what each may cost', () => {
    const work = [3, 6].map((samples) => ({ ...x86(1024), samples }));
    const costs = [by({ invocations: 3, ms: 350 }), by({ invocations: 6, ms: 650 })];
    const left = 10 * (costs[0] ?? 0);
    const shares = withinMoney(plan({ maxCost: SHARED + left }), [], work, 1).map(
      ({ maxCost = 0 }) => maxCost,
    );
    expect(shares[0]).toBeCloseTo((left * (costs[0] ?? 0)) / ((costs[0] ?? 0) + (costs[1] ?? 0)), 12);
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(left, 12);
  });

  it('leaves work without a limit as it is', () => {
    const { maxCost: _, ...unlimited } = plan();
    const work = [{ ...x86(1024), samples: 3 }];
    expect(withinMoney(unlimited, [], work, 1)).toEqual(work);
  });
});
