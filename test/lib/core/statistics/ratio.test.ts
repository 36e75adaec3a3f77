import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { ratioInterval } from '../../../../lib/core/statistics/ratio.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

describe('ratioInterval', () => {
  it("agrees with the roots of Fieller's quadratic", () => {
    const interval = ratioInterval(estimateMean(DURATIONS), estimateMean(OTHER));
    expect(interval?.low).toBeCloseTo(0.5713451983908943, 8);
    expect(interval?.high).toBeCloseTo(2.700404752624741, 8);
  });

  it('does not change with the unit', () => {
    const ratio = (unit: number) => {
      const scaled = (values: readonly number[]) => estimateMean(values.map((value) => value * unit));
      return ratioInterval(scaled(DURATIONS), scaled(OTHER));
    };
    expect(ratio(1e-9)?.high).toBeCloseTo(ratio(1)?.high ?? 0, 9);
  });

  it('is a point where nothing varies', () => {
    expect(ratioInterval(estimateMean([3, 3]), estimateMean([4, 4]))).toEqual({ low: 0.75, high: 0.75 });
  });

  it('is not known from a single value, nor where the divisor may be 0', () => {
    expect(ratioInterval(estimateMean([3]), estimateMean([1, 2]))).toBeUndefined();
    expect(ratioInterval(estimateMean([3, 4]), estimateMean([0.1, 20]))).toBeUndefined();
    expect(ratioInterval(estimateMean([3, 4]), estimateMean([0, 0]))).toBeUndefined();
  });
});
