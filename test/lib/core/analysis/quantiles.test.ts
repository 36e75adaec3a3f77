import { describe, expect, it } from 'vitest';
import { distribution } from '../../../../lib/core/analysis/distribution.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import type { StratumValues } from '../../../../lib/core/statistics/stratified.ts';

function quantilesOf(strata: readonly StratumValues[], quantiles: number) {
  return distribution(strata, seededRandom(1, 'quantiles'), { quantiles }).quantiles;
}

describe('the quantiles that a distribution is drawn by', () => {
  it('are all samples in order where there are few', () => {
    expect(quantilesOf([{ share: 1, values: [3, 1, 2] }], 5)).toEqual([1, 2, 3]);
  });

  it('are evenly spaced from the smallest to the largest where there are many', () => {
    const values = Array.from({ length: 101 }, (_, index) => 100 - index);
    expect(quantilesOf([{ share: 1, values }], 5)).toEqual([0, 25, 50, 75, 100]);
  });

  it('count each payload by its share, not by how often it was sent', () => {
    const rare = { share: 0.1, values: [1000, 1000, 1000, 1000] };
    const usual = { share: 0.9, values: [10, 10, 10, 10] };
    const quantiles = quantilesOf([rare, usual], 41);
    expect(quantiles?.filter((value) => value === 10).length).toBeGreaterThan(34);
    expect(quantiles?.at(-1)).toBe(1000);
  });

  it('are of the payloads alone that were measured', () => {
    const strata = [
      { share: 0.5, values: [3, 1, 2] },
      { share: 0, values: [9] },
      { share: 0.5, values: [] },
    ];
    expect(quantilesOf(strata, 5)).toEqual([1, 2, 3]);
  });

  it('refuses to draw nothing', () => {
    expect(() => quantilesOf([{ share: 1, values: [] }], 5)).toThrow(RangeError);
  });

  it('are none where none are asked for', () => {
    const strata = [{ share: 1, values: [3, 1, 2] }];
    expect(distribution(strata, seededRandom(1, 'quantiles'))).not.toHaveProperty('quantiles');
  });
});
