import { describe, expect, it } from 'vitest';
import { differenceInterval } from '../../../../lib/core/statistics/difference.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { estimateTrimmedMean } from '../../../../lib/core/statistics/trimmed-estimate.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

describe('estimateTrimmedMean', () => {
  it("agrees with SciPy's interval of Yuen's t-test at a share of 20%", () => {
    const interval = differenceInterval(estimateTrimmedMean(DURATIONS, 0.2), estimateTrimmedMean(OTHER, 0.2));
    expect(interval?.low).toBeCloseTo(0.17091668526025683, 9);
    expect(interval?.high).toBeCloseTo(3.2040833147397434, 9);
  });

  it('is the plain estimate where nothing is dropped, but for the skewness', () => {
    expect(estimateTrimmedMean(DURATIONS, 0)).toEqual({
      ...estimateMean(DURATIONS),
      mean: expect.closeTo(15.424, 12),
      varianceOfMean: expect.closeTo(19.66158044444444, 10),
      skewnessOfMean: 0,
    });
  });

  it('knows no variance where one value is left', () => {
    expect(estimateTrimmedMean([1, 2, 3, 4, 100], 0.4)).toEqual({ mean: 3, n: 5 });
  });

  it('refuses no values', () => {
    expect(() => estimateTrimmedMean([], 0.2)).toThrow(RangeError);
  });
});
