import { mean, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { bootstrapMeans } from '../../../../lib/core/statistics/bootstrap-means.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

const ONE = [{ share: 1, values: DURATIONS }];

describe('bootstrapMeans', () => {
  it("has the mean of the sample and SciPy's standard error", () => {
    const means = [...bootstrapMeans(ONE, 50_000, seededRandom(1))];
    expect(mean(means)).toBeCloseTo(15.424, 1);
    expect(standardDeviation(means) / 4.2084069488318505).toBeCloseTo(1, 1);
  });

  it('gives the same means for the same seed, smallest first', () => {
    const means = bootstrapMeans(ONE, 100, seededRandom(1));
    expect(means).toEqual(bootstrapMeans(ONE, 100, seededRandom(1)));
    expect(means).toEqual(means.toSorted());
  });

  it('draws within each stratum, and weighs by the shares', () => {
    const constant = (value: number, count: number) => Array.from({ length: count }, () => value);
    const strata = [
      { share: 3, values: constant(10, 2) },
      { share: 1, values: constant(50, 40) },
      { share: 1, values: [] },
    ];
    expect(new Set(bootstrapMeans(strata, 20, seededRandom(1)))).toEqual(new Set([20]));
    const both = [...ONE, { share: 1, values: OTHER }];
    expect(mean([...bootstrapMeans(both, 20_000, seededRandom(2))])).toBeCloseTo((15.424 + 9.595) / 2, 1);
  });
});
