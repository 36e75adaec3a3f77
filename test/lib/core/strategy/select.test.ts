import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../../lib/contract/index.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { type Applicant, select } from '../../../../lib/core/strategy/select.ts';

interface Given {
  readonly memoryMB: number;
  readonly cost: number;
  /** How far over its limits; negative keeps them. */
  readonly over?: number;
  readonly unknown?: number;
  readonly tight?: boolean;
}

function applicant({ memoryMB, cost, over = -1, unknown = 0, tight = false }: Given): Applicant {
  return {
    architecture: 'x86_64',
    memoryMB,
    cost,
    durationMs: 1,
    score: cost,
    estimate: estimateMean([cost]),
    memoryTight: tight,
    standing: { keeps: over <= 0 && unknown === 0, unknown, worst: over },
  };
}

/** What is selected by cost, in one line. */
function selected(...given: Given[]) {
  const selection = select(given.map(applicant), 'cost');
  return (
    selection && {
      chosen: selection.choice.chosen.memoryMB,
      met: selection.limitsMet,
      pool: selection.pool.map(({ memoryMB }) => memoryMB),
      passedOver: selection.passedOver?.memoryMB,
    }
  );
}

describe('select', () => {
  it('lets the strategy choose where there is nothing to keep', () => {
    expect(selected({ memoryMB: 128, cost: 3 }, { memoryMB: 256, cost: 2 })).toEqual({
      chosen: 256,
      met: true,
      pool: [128, 256],
      passedOver: undefined,
    });
  });

  it('takes the cheapest of those that keep the limits, not the cheapest', () => {
    const all = [
      { memoryMB: 128, cost: 1, over: 0.2 },
      { memoryMB: 256, cost: 3, over: -0.1 },
      { memoryMB: 512, cost: 2, over: 0 },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 512, met: true, pool: [256, 512] });
  });

  it('takes the nearest where none keeps them, however dear', () => {
    const all = [
      { memoryMB: 128, cost: 1, over: 0.2 },
      { memoryMB: 256, cost: 3, over: 0.04 },
      { memoryMB: 512, cost: 2, over: 0.05 },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 256, met: false, pool: [256] });
  });

  it('lets the strategy choose among those that are as near', () => {
    const all = [
      { memoryMB: 128, cost: 2, over: 0.1 },
      { memoryMB: 256, cost: 1, over: 0.1 + 1e-15 },
      { memoryMB: 512, cost: 0.5, over: 0.2 },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 256, met: false, pool: [128, 256] });
  });

  it('takes what was measured for all limits for nearer than what was not', () => {
    const all = [
      { memoryMB: 128, cost: 1, over: -0.5, unknown: 1 },
      { memoryMB: 256, cost: 2, over: 3 },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 256, met: false });
    expect(
      selected({ memoryMB: 128, cost: 1, unknown: 2 }, { memoryMB: 256, cost: 2, unknown: 1 }),
    ).toMatchObject({
      chosen: 256,
      met: false,
    });
  });

  it('passes over what has no room in its memory, and says what that changed', () => {
    const tight = { memoryMB: 128, cost: 1, tight: true };
    expect(selected(tight, { memoryMB: 256, cost: 2 })).toMatchObject({ chosen: 256, passedOver: 128 });
    expect(selected({ ...tight, cost: 3 }, { memoryMB: 256, cost: 2 })).toMatchObject({
      chosen: 256,
      passedOver: undefined,
    });
  });

  it('drops that rule where it would leave nothing', () => {
    const all = [
      { memoryMB: 128, cost: 1, tight: true },
      { memoryMB: 256, cost: 2, tight: true },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 128, pool: [128, 256], passedOver: undefined });
  });

  it('looks at memory before the limits: what may run out of it is no answer to one', () => {
    const all = [
      { memoryMB: 128, cost: 1, over: -0.1, tight: true },
      { memoryMB: 256, cost: 2, over: 0.01 },
    ];
    expect(selected(...all)).toMatchObject({ chosen: 256, met: false, passedOver: 128 });
  });

  it('has nothing to select from nothing', () => {
    expect(select([], 'cost')).toBeUndefined();
  });
});

describe('select on any contenders', () => {
  const given = fc.record({
    cost: fc.integer({ min: 1, max: 20 }),
    over: fc.integer({ min: -50, max: 50 }).map((percent) => percent / 100),
    unknown: fc.constantFrom(0, 0, 0, 1),
    tight: fc.boolean(),
  });
  const contenders = fc
    .array(given, { minLength: 1, maxLength: 12 })
    .map((all) => all.map((one, index) => applicant({ ...one, memoryMB: 128 + index })));
  const strategy = fc.constantFrom<Strategy>('cost', 'speed', 'balanced');

  it('selects the same in any order', () => {
    fc.assert(
      fc.property(contenders, strategy, fc.infiniteStream(fc.nat()), (all, by, keys) => {
        const shuffled = all
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const [first, second] = [select(all, by), select(shuffled, by)];
        expect(second?.choice).toEqual(first?.choice);
        expect(second?.limitsMet).toBe(first?.limitsMet);
        expect(second?.passedOver).toBe(first?.passedOver);
      }),
      { seed: 52 },
    );
  });

  it('is never cheaper with a tighter limit, as long as that is kept', () => {
    const tighter = (all: readonly Applicant[], by: number) =>
      all.map((one) => {
        const worst = one.standing.worst + by;
        return {
          ...one,
          standing: { ...one.standing, worst, keeps: worst <= 0 && one.standing.unknown === 0 },
        };
      });
    fc.assert(
      fc.property(contenders, fc.double({ min: 0, max: 1, noNaN: true }), (all, by) => {
        const [loose, tight] = [select(all, 'cost'), select(tighter(all, by), 'cost')];
        if (tight?.limitsMet) {
          expect(loose?.limitsMet).toBe(true);
          expect(tight.choice.chosen.cost).toBeGreaterThanOrEqual(loose?.choice.chosen.cost ?? 0);
        }
      }),
      { seed: 53 },
    );
  });

  it('never takes one that breaks a limit, or has no room, while another of those with room keeps them all', () => {
    fc.assert(
      fc.property(contenders, strategy, (all, by) => {
        const chosen = select(all, by)?.choice.chosen;
        const good = all.filter(({ standing, memoryTight }) => standing.keeps && !memoryTight);
        if (good.length > 0 && chosen !== undefined) expect(good).toContain(chosen);
        if (all.some(({ memoryTight }) => !memoryTight)) expect(chosen?.memoryTight).toBe(false);
      }),
      { seed: 54 },
    );
  });
});
