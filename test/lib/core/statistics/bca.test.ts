import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../../../lib/core/statistics/bca.ts';
import { bootstrapMeans } from '../../../../lib/core/statistics/bootstrap-means.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { DURATIONS } from './reference-sample.ts';

const resampled = bootstrapMeans([{ share: 1, values: DURATIONS }], 100_000, seededRandom(3));
const estimate = {
  varianceOfMean: 0,
  degreesOfFreedom: 9,
  ...estimateMean(DURATIONS),
  // SciPy takes the acceleration from the jackknife, which is the unadjusted skewness.
  skewnessOfMean: (0.9790971874130601 * 8) / Math.sqrt(90),
};

describe('bcaInterval', () => {
  it("agrees with SciPy's from 200,000 resamples", () => {
    const interval = bcaInterval(estimate, resampled, { expanded: false });
    expect(interval.low / 10.689000000000002).toBeCloseTo(1, 2);
    expect(interval.high / 32.943092633399765).toBeCloseTo(1, 1);
  });

  it('is wider where it allows for how few the values are', () => {
    const [plain, expanded] = [false, true].map((wide) =>
      bcaInterval(estimate, resampled, { expanded: wide }),
    );
    expect(expanded?.low).toBeLessThan(plain?.low ?? 0);
    expect(expanded?.high).toBeGreaterThan(plain?.high ?? 0);
  });

  it('is the two quantiles of the resampled means where nothing is skewed or biased', () => {
    const even = Float64Array.from({ length: 1001 }, (_, index) => index / 1000);
    const unbiased = { mean: 0.5, n: 50, varianceOfMean: 1, degreesOfFreedom: 49, skewnessOfMean: 0 };
    const interval = bcaInterval(unbiased, even, { expanded: false, confidence: 0.9 });
    expect(interval.low).toBeCloseTo(0.05, 9);
    expect(interval.high).toBeCloseTo(0.95, 9);
  });
});
