import { describe, expect, it } from 'vitest';
import { quantilesOf } from '../../../../lib/core/analysis/distribution.ts';

describe('quantilesOf', () => {
  it('has all samples in order where there are few', () => {
    expect(quantilesOf([{ share: 1, values: [3, 1, 2] }], 5)).toEqual([1, 2, 3]);
  });

  it('has evenly spaced quantiles from the smallest to the largest where there are many', () => {
    const values = Array.from({ length: 101 }, (_, index) => 100 - index);
    expect(quantilesOf([{ share: 1, values }], 5)).toEqual([0, 25, 50, 75, 100]);
  });

  it('counts each payload by its share, not by how often it was sent', () => {
    const rare = { share: 0.1, values: [1000, 1000, 1000, 1000] };
    const usual = { share: 0.9, values: [10, 10, 10, 10] };
    const quantiles = quantilesOf([rare, usual], 41);
    expect(quantiles.filter((value) => value === 10).length).toBeGreaterThan(34);
    expect(quantiles.at(-1)).toBe(1000);
  });

  it('has none without samples', () => {
    expect(quantilesOf([{ share: 1, values: [] }], 5)).toEqual([]);
  });
});
