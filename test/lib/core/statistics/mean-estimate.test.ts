import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { DURATIONS } from './reference-sample.ts';

describe('estimateMean', () => {
  it("has the square of SciPy's standard error of the mean", () => {
    const estimate = estimateMean(DURATIONS);
    expect(estimate).toMatchObject({ n: 10, degreesOfFreedom: 9 });
    expect(estimate.mean).toBeCloseTo(15.424, 12);
    expect(estimate.varianceOfMean).toBeCloseTo(19.66158044444444, 12);
  });

  it("has SciPy's adjusted skewness over √n, and none of two values", () => {
    expect(estimateMean(DURATIONS).skewnessOfMean).toBeCloseTo(0.9790971874130601, 10);
    expect(estimateMean([1, 2]).skewnessOfMean).toBe(0);
    expect(estimateMean([2, 2, 2]).skewnessOfMean).toBe(0);
  });

  it('knows no variance from one value', () => {
    expect(estimateMean([4])).toEqual({ mean: 4, n: 1 });
  });

  it('refuses no values', () => {
    expect(() => estimateMean([])).toThrow(RangeError);
  });
});
