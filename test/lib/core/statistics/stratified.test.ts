import { describe, expect, it } from 'vitest';
import { stratifiedMean } from '../../../../lib/core/statistics/stratified.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

describe('stratifiedMean', () => {
  it('agrees with NumPy and SciPy on two strata with shares of 90% and 10%', () => {
    const estimate = stratifiedMean([
      { share: 0.9, values: DURATIONS },
      { share: 0.1, values: OTHER },
    ]);
    expect(estimate).toMatchObject({ n: 16, missingShare: 0 });
    expect(estimate.mean).toBeCloseTo(14.841099999999999, 12);
    expect(estimate.varianceOfMean).toBeCloseTo(15.929073076666663, 10);
    expect(estimate.degreesOfFreedom).toBeCloseTo(9.003608459079889, 10);
  });

  it('adds up the skewness of the strata: two alike have it 1/√2 times', () => {
    const half = { share: 1, values: DURATIONS };
    const { skewnessOfMean = 0 } = stratifiedMean([half, half]);
    expect(skewnessOfMean * Math.SQRT2).toBeCloseTo(0.9790971874130601, 10);
  });

  it('reads 90×10 ms and 10×1000 ms as 109 ms', () => {
    const strata = [
      { share: 9, values: Array.from({ length: 90 }, () => 10) },
      { share: 1, values: Array.from({ length: 10 }, () => 1000) },
    ];
    expect(stratifiedMean(strata).mean).toBeCloseTo(109, 10);
    expect(stratifiedMean(strata).varianceOfMean).toBe(0);
  });

  it('does not depend on how often each stratum was sampled', () => {
    const mean = (a: number, b: number) =>
      stratifiedMean([
        { share: 1, values: Array.from({ length: a }, () => 10) },
        { share: 1, values: Array.from({ length: b }, () => 30) },
      ]).mean;
    expect([mean(1, 1), mean(50, 2), mean(3, 500)]).toEqual([20, 20, 20]);
  });

  it('scales the shares up where a stratum has no values, and says how much is missing', () => {
    const estimate = stratifiedMean([
      { share: 2, values: [10, 12] },
      { share: 1, values: [40, 44] },
      { share: 1, values: [] },
    ]);
    expect(estimate.mean).toBeCloseTo((2 * 11 + 42) / 3, 12);
    expect(estimate.missingShare).toBe(0.25);
    expect(estimate.n).toBe(4);
  });

  it('knows no variance where a stratum has one value', () => {
    const estimate = stratifiedMean([
      { share: 1, values: [10, 12] },
      { share: 1, values: [40] },
    ]);
    expect(estimate.mean).toBe(25.5);
    expect(estimate).not.toHaveProperty('varianceOfMean');
    expect(estimate).not.toHaveProperty('degreesOfFreedom');
  });

  it('refuses strata without any value', () => {
    expect(() => stratifiedMean([])).toThrow(RangeError);
    expect(() => stratifiedMean([{ share: 1, values: [] }])).toThrow(RangeError);
  });
});
