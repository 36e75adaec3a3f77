import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../../../lib/core/statistics/bca.ts';
import { bootstrapMeans } from '../../../../lib/core/statistics/bootstrap-means.ts';
import { estimateMean, type MeanEstimate } from '../../../../lib/core/statistics/mean-estimate.ts';
import {
  closedFormInterval,
  isSkewed,
  MIN_FOR_WIDE_INTERVAL,
  meanInterval,
} from '../../../../lib/core/statistics/mean-interval.ts';
import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { type Random, seededRandom } from '../../../../lib/core/statistics/random.ts';
import { stratifiedMean } from '../../../../lib/core/statistics/stratified.ts';

const logNormal = (n: number, sigma: number, random: Random) =>
  Array.from({ length: n }, () => 100 * Math.exp(sigma * normalQuantile(random() || 0.5)));

function intervalOf(values: readonly number[], seed = 1) {
  return meanInterval(estimateMean(values), [{ share: 1, values }], seededRandom(seed));
}

function known(estimate: MeanEstimate): Required<MeanEstimate> {
  return { varianceOfMean: 0, degreesOfFreedom: 1, skewnessOfMean: 0, ...estimate };
}

describe('meanInterval', () => {
  it("is Student's t where the values are not skewed", () => {
    const interval = intervalOf([9, 10, 11, 10, 9.5, 10.5, 9, 11, 9.5, 10.5]);
    const reach = 2.2621571627409915 * Math.sqrt(5 / 9 / 10);
    expect(interval?.low).toBeCloseTo(10 - reach, 9);
    expect(interval?.high).toBeCloseTo(10 + reach, 9);
  });

  it('takes a few values together with what is usual: as if two more had shown a spread of 5%', () => {
    const interval = intervalOf([9.9, 10, 10.1, 10, 9.95, 10.05]);
    const reach = 2.3646242510102993 * Math.sqrt((2 * 0.5 ** 2 + 5 * 0.005) / 7 / 6);
    expect(interval?.low).toBeCloseTo(10 - reach, 9);
    expect(interval?.high).toBeCloseTo(10 + reach, 9);
  });

  it('is no narrower for what is usual', () => {
    const interval = intervalOf([5, 10, 15, 8, 12]);
    const reach = 2.7764451051977987 * Math.sqrt(14.5 / 5);
    expect(interval?.high).toBeCloseTo(10 + reach, 9);
  });

  it('reaches further up where a few values are slow, and depends on the seed alone', () => {
    const values = [10, 10.1, 10.2, 9.9, 10.3, 9.8, 10, 10.1, 9.9, 10.2, 30, 55];
    const interval = intervalOf(values);
    const { mean } = estimateMean(values);
    expect((interval?.high ?? 0) - mean).toBeGreaterThan(mean - (interval?.low ?? 0));
    expect(intervalOf(values)).toEqual(interval);
    expect(intervalOf(values, 2)).not.toEqual(interval);
  });

  it.each([50, 100, 400])('agrees with the bootstrap in closed form, for %d skewed values', (n) => {
    const random = seededRandom(n, 'agreement');
    const samples = Array.from({ length: 20 }, () => logNormal(n, 1.2, random));
    for (const values of samples) {
      const estimate = known(estimateMean(values));
      const closed = closedFormInterval(isSkewed(estimate) ? estimate : { ...estimate, skewnessOfMean: 0 });
      const bootstrap = bcaInterval(estimate, bootstrapMeans([{ share: 1, values }], 2000, random));
      const width = bootstrap.high - bootstrap.low;
      expect(Math.abs(closed.low - bootstrap.low) / width).toBeLessThan(0.2);
      expect(Math.abs(closed.high - bootstrap.high) / width).toBeLessThan(0.5);
    }
  });

  it.each([
    { n: 5, sigma: 0.1, atLeast: 0.92 },
    { n: 30, sigma: 0.3, atLeast: 0.92 },
    { n: 30, sigma: 1, atLeast: 0.85 },
    { n: 100, sigma: 1, atLeast: 0.9 },
  ])('holds the mean of log-normal values: $n of them, sigma $sigma', ({ n, sigma, atLeast }) => {
    const truth = 100 * Math.exp(sigma ** 2 / 2);
    const runs = 1000;
    const held = Array.from({ length: runs }, (_, run) => {
      const interval = intervalOf(logNormal(n, sigma, seededRandom(run, 'coverage')), run);
      return interval !== undefined && interval.low <= truth && truth <= interval.high;
    }).filter(Boolean).length;
    expect(held / runs).toBeGreaterThan(atLeast);
  });

  it('goes by strata: what differs between payloads is no uncertainty', () => {
    const strata = [
      { share: 1, values: [10, 10.1, 9.9, 10, 10] },
      { share: 1, values: [1000, 1001, 999, 1000, 1000] },
    ];
    const interval = meanInterval(stratifiedMean(strata), strata, seededRandom(1));
    expect(interval?.low).toBeGreaterThan(504);
    expect(interval?.high).toBeLessThan(506);
  });

  it('is a point where nothing varies', () => {
    expect(intervalOf([3, 3, 3, 3, 3])).toEqual({ low: 3, high: 3 });
  });

  it('is not stated under five values, nor from one value of a stratum', () => {
    expect(intervalOf([1, 2, 3, 4])).toBeUndefined();
    const strata = [
      { share: 1, values: [1, 2, 3, 4, 5] },
      { share: 1, values: [9] },
    ];
    expect(meanInterval(stratifiedMean(strata), strata, seededRandom(1))).toBeUndefined();
  });

  it('is wide for two values, where so few are asked for on purpose', () => {
    const of = (...values: number[]) =>
      meanInterval(
        estimateMean(values),
        [{ share: 1, values }],
        seededRandom(1),
        0.95,
        MIN_FOR_WIDE_INTERVAL,
      );
    expect(of(100)).toBeUndefined();
    // By hand: s² = (2 · 5² + 0)/3 with 3 degrees of freedom, t = 3.182446; 3.182446 · √(16.667/2) = 9.187.
    expect(of(100, 100)).toMatchObject({ low: expect.closeTo(90.813, 2), high: expect.closeTo(109.187, 2) });
    // Far apart they say so themselves: t = 12.7062 with one degree of freedom.
    expect(of(90, 110)?.high).toBeCloseTo(100 + 12.7062 * 10, 1);
  });
});
