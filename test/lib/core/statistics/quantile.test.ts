import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../../lib/core/statistics/quantile.ts';
import { DURATIONS } from './reference-sample.ts';

describe('quantile', () => {
  it.each([
    [0, 9.87],
    [0.1, 9.978],
    [0.25, 10.0125],
    [0.5, 10.3],
    [0.9, 18.649999999999984],
    [0.99, 51.455000000000005],
    [1, 55.1],
  ])('agrees with NumPy at p = %d', (p, expected) => {
    expect(quantile(DURATIONS, p)).toBeCloseTo(expected, 12);
  });

  it("agrees with R's example of type 7, the quartiles of 1 to 9", () => {
    const values = [9, 2, 3, 4, 5, 6, 7, 8, 1];
    expect([0.25, 0.5, 0.75].map((p) => quantile(values, p))).toEqual([3, 5, 7]);
  });

  it('is the value itself where there is only one', () => {
    expect([0, 0.5, 0.99, 1].map((p) => quantile([7], p))).toEqual([7, 7, 7, 7]);
  });

  it('grows with p and stays within the values, whatever their order', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.nat(1000), fc.nat(1000), (sample, a, b) => {
        const [low, high] = [Math.min(a, b) / 1000, Math.max(a, b) / 1000];
        expect(quantile(sample, low)).toBeLessThanOrEqual(quantile(sample, high) + 1e-9);
        expect(quantile(sample, low)).toBe(quantile(sample.toReversed(), low));
        expect(quantile(sample, 0)).toBe(Math.min(...sample));
        expect(quantile(sample, 1)).toBe(Math.max(...sample));
      }),
      { seed: 9 },
    );
  });

  it('refuses no values, and a p that is none', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.01)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });
});
