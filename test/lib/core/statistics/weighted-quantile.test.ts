import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../../lib/core/statistics/quantile.ts';
import { weightedQuantile } from '../../../../lib/core/statistics/weighted-quantile.ts';
import { DURATIONS } from './reference-sample.ts';

const WEIGHTED = DURATIONS.map((value, index) => ({ value, weight: index < 5 ? 1 : 3 }));

describe('weightedQuantile', () => {
  it.each([
    [0, 9.87],
    [0.1, 9.994666666666667],
    [0.5, 10.254285714285714],
    [0.9, 13.975714285714286],
    [0.99, 48.214999999999996],
    [1, 55.1],
  ])('agrees with NumPy at p = %d', (p, expected) => {
    expect(weightedQuantile(WEIGHTED, p)).toBeCloseTo(expected, 12);
  });

  it('is the unweighted quantile where all weights are equal', () => {
    const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(100), fc.integer({ min: 1, max: 9 }), (sample, percent, weight) => {
        const weighted = sample.map((value) => ({ value, weight }));
        expect(weightedQuantile(weighted, percent / 100)).toBeCloseTo(quantile(sample, percent / 100), 6);
      }),
      { seed: 10 },
    );
  });

  it('depends on the proportions of the weights only', () => {
    const scaled = WEIGHTED.map(({ value, weight }) => ({ value, weight: weight * 0.07 }));
    expect(weightedQuantile(scaled, 0.9)).toBeCloseTo(weightedQuantile(WEIGHTED, 0.9), 12);
  });

  it('finds the common payload in the middle and the rare one at the end, however often each was sent', () => {
    const common = Array.from({ length: 10 }, () => ({ value: 10, weight: 0.95 / 10 }));
    const rare = Array.from({ length: 50 }, () => ({ value: 1000, weight: 0.05 / 50 }));
    expect([0.5, 0.9, 0.99].map((p) => weightedQuantile([...rare, ...common], p))).toEqual([10, 10, 1000]);
  });

  it('refuses no values, weights that are not over 0, and a p that is none', () => {
    expect(() => weightedQuantile([], 0.5)).toThrow(RangeError);
    expect(() => weightedQuantile([{ value: 1, weight: 0 }], 0.5)).toThrow(RangeError);
    expect(() => weightedQuantile([{ value: 1, weight: 1 }], -0.1)).toThrow(RangeError);
  });
});
