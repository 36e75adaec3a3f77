import { describe, expect, it } from 'vitest';
import { farOutFence } from '../../../../lib/core/statistics/far-out.ts';
import { DURATIONS } from './reference-sample.ts';

describe('farOutFence', () => {
  it('lies three interquartile ranges above the upper quartile', () => {
    // NumPy's quartiles of the reference sample are 10.0125 and 12.1625.
    expect(farOutFence(DURATIONS)).toBeCloseTo(12.1625 + 3 * (12.1625 - 10.0125), 10);
  });

  it('refuses no values', () => {
    expect(() => farOutFence([])).toThrow(RangeError);
  });
});
