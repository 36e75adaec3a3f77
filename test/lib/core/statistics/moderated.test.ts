import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';
import { meanInterval } from '../../../../lib/core/statistics/mean-interval.ts';
import { moderated } from '../../../../lib/core/statistics/moderated.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { DURATIONS } from './reference-sample.ts';

const QUIET = [10, 10.1, 9.9, 10.05, 9.95];

describe('moderated', () => {
  // scripts/reference/statistics.py
  it('is as if two more values had shown a spread of 5%', () => {
    const { varianceOfMean, degreesOfFreedom } = moderated(estimateMean(QUIET), 0.95);
    expect(varianceOfMean).toBeCloseTo(0.0175, 12);
    expect(degreesOfFreedom).toBe(6);
    const interval = meanInterval(estimateMean(QUIET), [{ share: 1, values: QUIET }], seededRandom(1));
    expect(interval?.low).toBeCloseTo(9.676303988088684, 9);
    expect(interval?.high).toBeCloseTo(10.323696011911316, 9);
  });

  it('leaves an interval as it is that is wider by itself', () => {
    const estimate = estimateMean([8, 10, 12, 9, 11]);
    expect(moderated(estimate, 0.95)).toBe(estimate);
  });

  it('goes by the reach of the interval: a smaller variance with more degrees of freedom may reach less far', () => {
    // By the variance alone it would be 39.58 with 7; the interval of the six values is wider.
    const estimate = estimateMean(DURATIONS.slice(0, 6));
    expect(moderated(estimate, 0.95)).toBe(estimate);
    expect(estimate.varianceOfMean).toBeGreaterThan(39.57597017989418);
  });

  it('has nothing to go by where a variance is not known', () => {
    const estimate = estimateMean([10]);
    expect(moderated(estimate, 0.95)).toBe(estimate);
  });
});
