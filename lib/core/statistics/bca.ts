import { CONFIDENCE, type Interval } from './interval.ts';
import type { MeanEstimate } from './mean-estimate.ts';
import { normalCumulative, normalQuantile } from './normal.ts';
import { quantileOfSorted } from './quantile.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * The bias-corrected and accelerated bootstrap interval of a mean: two quantiles of its resampled means, at
 * Φ(z₀ + (z₀ + z)/(1 − a·(z₀ + z))), where z₀ says how far the estimate is from their median and the
 * acceleration a = γ/6 how its standard error grows with it (γ is the skewness of the mean).
 *
 * For few values such an interval is too narrow, as it would be with the normal distribution in place of
 * Student's t. So z is −t·√((ν + 1)/ν) and t·√((ν + 1)/ν) with the estimate's degrees of freedom ν.
 *
 * Efron, "Better Bootstrap Confidence Intervals", Journal of the American Statistical Association 82 (1987);
 * Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69 (2015), 5.4, for
 * the expansion.
 *
 * @param resampled means of resamples, smallest first
 * @param expanded false for Efron's interval as it is
 */
export function bcaInterval(
  estimate: Required<MeanEstimate>,
  resampled: Float64Array,
  { confidence = CONFIDENCE, expanded = true } = {},
): Interval {
  const p = (1 + confidence) / 2;
  const { degreesOfFreedom: df } = estimate;
  const z = expanded ? studentTQuantile(p, df) * Math.sqrt((df + 1) / df) : normalQuantile(p);
  const bias = normalQuantile(shareBelow(resampled, estimate.mean));
  const acceleration = estimate.skewnessOfMean / 6;
  const at = (to: number) =>
    quantileOfSorted(
      resampled,
      normalCumulative(bias + (bias + to) / Math.max(SMALLEST, 1 - acceleration * (bias + to))),
    );
  return { low: at(-z), high: at(z) };
}

/** Beyond the pole of the formula there is only the outermost mean. */
const SMALLEST = 1e-3;

/** The share of them that is smaller, half of the equal ones included; never quite 0 or 1. */
function shareBelow(sorted: Float64Array, value: number): number {
  const below = sorted.reduce((count, mean) => count + (mean < value ? 1 : mean === value ? 0.5 : 0), 0);
  const smallest = 0.5 / sorted.length;
  return Math.min(1 - smallest, Math.max(smallest, below / sorted.length));
}
