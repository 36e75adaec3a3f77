import { describe, expect, it } from 'vitest';
import { differenceInterval } from '../../../../lib/core/statistics/difference.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

describe('differenceInterval', () => {
  it.each([
    [0.9, -2.335956651611774, 13.993956651611764],
    [0.95, -4.234879025834948, 15.892879025834945],
    [0.99, -8.583620762579429, 20.241620762579426],
  ])("agrees with SciPy's Welch interval at a confidence of %d", (confidence, low, high) => {
    const interval = differenceInterval(estimateMean(DURATIONS), estimateMean(OTHER), confidence);
    expect(interval?.low).toBeCloseTo(low, 9);
    expect(interval?.high).toBeCloseTo(high, 9);
  });

  it('is at 95% by default', () => {
    const [a, b] = [estimateMean(DURATIONS), estimateMean(OTHER)];
    expect(differenceInterval(a, b)).toEqual(differenceInterval(a, b, 0.95));
  });

  it('is a point where nothing varies', () => {
    expect(differenceInterval(estimateMean([3, 3, 3]), estimateMean([1, 1]))).toEqual({ low: 2, high: 2 });
  });

  it('does not change with the unit: dollars of one invocation or of a million', () => {
    const interval = (unit: number) => {
      const scaled = (values: readonly number[]) => estimateMean(values.map((value) => value * unit));
      return differenceInterval(scaled(DURATIONS), scaled(OTHER));
    };
    expect((interval(1e-9)?.high ?? 0) / (interval(1)?.high ?? 0)).toBeCloseTo(1e-9, 20);
  });

  it('is not known from a single value', () => {
    expect(differenceInterval(estimateMean([3]), estimateMean([1, 2]))).toBeUndefined();
  });
});
