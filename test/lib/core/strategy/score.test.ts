import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scorer } from '../../../../lib/core/strategy/score.ts';

const SMALL = { cost: 2, durationMs: 100 };
const LARGE = { cost: 5, durationMs: 20 };
const ALL = [SMALL, LARGE];

describe('scorer', () => {
  it('is the cost, or the duration', () => {
    expect(ALL.map(scorer({ strategy: 'cost', balancedWeight: 0.5 }, ALL))).toEqual([2, 5]);
    expect(ALL.map(scorer({ strategy: 'speed', balancedWeight: 0.5 }, ALL))).toEqual([100, 20]);
  });

  it('weighs cost against duration, each as a share of the largest', () => {
    const score = scorer({ strategy: 'balanced', balancedWeight: 0.25 }, ALL);
    expect(score(SMALL)).toBeCloseTo(0.25 * (2 / 5) + 0.75 * 1, 12);
    expect(score(LARGE)).toBeCloseTo(0.25 * 1 + 0.75 * (20 / 100), 12);
  });

  it('is speed at a weight of 0 and cost at 1', () => {
    const order = (balancedWeight: number) => {
      const score = scorer({ strategy: 'balanced', balancedWeight }, ALL);
      return score(SMALL) < score(LARGE) ? 'small' : 'large';
    };
    expect([order(0), order(1)]).toEqual(['large', 'small']);
  });

  it('is speed where nothing costs anything', () => {
    const free = ALL.map((point) => ({ ...point, cost: 0 }));
    const score = scorer({ strategy: 'balanced', balancedWeight: 0.5 }, free);
    expect(free.map(score)).toEqual([0.5, 0.1]);
  });

  it('is linear: the mean of scores is the score of the means', () => {
    const point = fc.record({
      cost: fc.integer({ min: 1, max: 1000 }),
      durationMs: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(point, point, fc.nat(100), (a, b, percent) => {
        const score = scorer({ strategy: 'balanced', balancedWeight: percent / 100 }, ALL);
        const middle = { cost: (a.cost + b.cost) / 2, durationMs: (a.durationMs + b.durationMs) / 2 };
        expect(score(middle)).toBeCloseTo((score(a) + score(b)) / 2, 9);
      }),
      { seed: 11 },
    );
  });
});
