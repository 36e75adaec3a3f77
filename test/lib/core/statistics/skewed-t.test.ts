import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skewedT } from '../../../../lib/core/statistics/skewed-t.ts';

describe('skewedT', () => {
  it.each([
    [-2.262, -1.1645331087042199],
    [0.5, 0.8339075722955953],
    [2.262, 6.642150479145925],
  ])('agrees with NumPy at t = %d for the skewness of the reference sample', (t, expected) => {
    expect(skewedT(t, 0.9790971874130601)).toBeCloseTo(expected, 10);
  });

  it('is t without skewness, and reaches further to the side of the longer tail', () => {
    expect([skewedT(2, 0), skewedT(-2, 0)]).toEqual([2, -2]);
    expect(skewedT(2, 0.3)).toBeGreaterThan(2);
    expect(skewedT(-2, 0.3)).toBeGreaterThan(-2);
    expect(skewedT(2, -0.3)).toBeCloseTo(-skewedT(-2, 0.3), 12);
  });

  it('grows with t, however skewed the mean', () => {
    const thousandths = fc.integer({ min: -30_000, max: 30_000 });
    fc.assert(
      fc.property(thousandths, thousandths, fc.integer({ min: -100, max: 100 }), (a, b, percent) => {
        const [low, high] = [Math.min(a, b) / 1000, Math.max(a, b) / 1000];
        expect(skewedT(low, percent / 100)).toBeLessThanOrEqual(skewedT(high, percent / 100));
      }),
      { seed: 22 },
    );
  });
});
