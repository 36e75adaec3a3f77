import { bcaInterval } from '../../lib/core/statistics/bca.ts';
import { bootstrapMeans } from '../../lib/core/statistics/bootstrap-means.ts';
import { estimateMean } from '../../lib/core/statistics/mean-estimate.ts';
import { closedFormInterval, isSkewed } from '../../lib/core/statistics/mean-interval.ts';
import { quantile } from '../../lib/core/statistics/quantile.ts';
import { seededRandom } from '../../lib/core/statistics/random.ts';
import type { Curve } from './populations.ts';

/** The closed form against the bootstrap, on the same samples. */
export interface Agreement {
  readonly samples: number;
  /** Shares of the bootstrap interval's width by which its ends lie further out: median of lower and upper. */
  readonly lowOut: number;
  readonly highOut: number;
  /** The same, nine tenths of them differ by less, either way. */
  readonly apart: number;
  readonly coveredClosed: number;
  readonly coveredBootstrap: number;
}

const RESAMPLES = 1000;

/**
 * Compares both intervals of the mean on samples of every size of these curves: those that Cochran's rule calls
 * settled (closed form: Student's t) and those that it calls skewed (closed form: ABC).
 */
export function agreement(curves: readonly Curve[], n: number, each: number, skewed: boolean): Agreement {
  const [low, high, apart]: number[][] = [[], [], []];
  let [closedHolds, bootstrapHolds] = [0, 0];
  for (const { name, sizes } of curves) {
    for (const { memoryMB, draw, mean } of sizes) {
      const random = seededRandom(memoryMB, `agreement/${name}/${n}`);
      for (let run = 0; run < each; run++) {
        const values = Array.from({ length: n }, () => draw(random));
        const {
          varianceOfMean = 0,
          degreesOfFreedom = 1,
          skewnessOfMean = 0,
          ...rest
        } = estimateMean(values);
        const estimate = { ...rest, varianceOfMean, degreesOfFreedom, skewnessOfMean };
        if (varianceOfMean === 0 || isSkewed(estimate) !== skewed) continue;
        const closed = closedFormInterval(skewed ? estimate : { ...estimate, skewnessOfMean: 0 });
        const resampled = bootstrapMeans([{ share: 1, values }], RESAMPLES, random);
        const bootstrap = bcaInterval(estimate, resampled);
        const width = bootstrap.high - bootstrap.low;
        const [lowOut, highOut] = [
          (bootstrap.low - closed.low) / width,
          (closed.high - bootstrap.high) / width,
        ];
        low?.push(lowOut);
        high?.push(highOut);
        apart?.push(Math.abs(lowOut), Math.abs(highOut));
        if (closed.low <= mean && mean <= closed.high) closedHolds++;
        if (bootstrap.low <= mean && mean <= bootstrap.high) bootstrapHolds++;
      }
    }
  }
  const samples = low?.length ?? 0;
  return {
    samples,
    lowOut: quantile(low ?? [], 0.5),
    highOut: quantile(high ?? [], 0.5),
    apart: quantile(apart ?? [], 0.9),
    coveredClosed: closedHolds / samples,
    coveredBootstrap: bootstrapHolds / samples,
  };
}
