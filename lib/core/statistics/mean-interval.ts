import { bcaInterval } from './bca.ts';
import { bootstrapMeans } from './bootstrap-means.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import type { MeanEstimate } from './mean-estimate.ts';
import { moderated } from './moderated.ts';
import type { Random } from './random.ts';
import { skewedT } from './skewed-t.ts';
import type { StratumValues } from './stratified.ts';
import { studentTQuantile } from './student-t.ts';

/** From so many values on an interval is stated. */
export const MIN_FOR_INTERVAL = 5;
/** From so many where fewer are asked for on purpose: a moderated s makes it wide enough, and of two it says nothing. */
export const MIN_FOR_WIDE_INTERVAL = 2;
/**
 * Cochran's rule, n > 25·G₁²: an interval by the normal distribution is right where the skewness of the mean is
 * under a fifth. Cochran, Sampling Techniques (3rd ed., 1977), 2.15.
 */
export const SETTLED_SKEWNESS = 0.2;
/** Fewer values than this hold too few different resamples. */
const MIN_FOR_BOOTSTRAP = 10;
/** From so many on the closed form covers no less than the bootstrap: see docs/benchmarks.md. */
const MIN_FOR_CLOSED_FORM = 50;
const RESAMPLES = 1000;

/**
 * The interval of a mean, in whichever way holds for such a sample and costs least:
 *
 * - Student's t, x̄ ± t·s/√n, where Cochran's rule says that it holds; for fewer than 10 values with a moderated s
 * - skewed values: the bootstrap (BCa) for 10 to 49, and its closed form (ABC) for more
 *
 * With a long tail (skewed, and a relative spread over 0.3) all of these cover the mean too rarely: no method
 * knows of slow values that the sample happened to miss.
 *
 * @param estimate of these strata
 * @param fewest values that it is stated for
 * @returns undefined under so many values, and where a stratum has only one.
 */
export function meanInterval(
  estimate: MeanEstimate,
  strata: readonly StratumValues[],
  random: Random,
  confidence = CONFIDENCE,
  fewest = MIN_FOR_INTERVAL,
): Interval | undefined {
  const { mean, n, varianceOfMean, degreesOfFreedom, skewnessOfMean = 0 } = estimate;
  if (n < fewest || varianceOfMean === undefined || degreesOfFreedom === undefined) {
    return undefined;
  }
  if (varianceOfMean === 0 && n >= MIN_FOR_INTERVAL) return { low: mean, high: mean };
  const known = { mean, n, varianceOfMean, degreesOfFreedom: Math.max(1, degreesOfFreedom), skewnessOfMean };
  if (n < MIN_FOR_BOOTSTRAP) {
    return closedFormInterval({ ...known, ...moderated(known, confidence), skewnessOfMean: 0 }, confidence);
  }
  if (isSkewed(estimate) && n < MIN_FOR_CLOSED_FORM) {
    return bcaInterval(known, bootstrapMeans(strata, RESAMPLES, random), { confidence });
  }
  const skewed = isSkewed(estimate) && n >= MIN_FOR_CLOSED_FORM;
  return closedFormInterval({ ...known, skewnessOfMean: skewed ? skewnessOfMean : 0 }, confidence);
}

/** x̄ + s/√n times the quantiles of Student's t, each as far away as the skewness puts it. */
export function closedFormInterval(estimate: Required<MeanEstimate>, confidence = CONFIDENCE): Interval {
  const { mean, varianceOfMean, degreesOfFreedom, skewnessOfMean } = estimate;
  const t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom);
  const error = Math.sqrt(varianceOfMean);
  return {
    low: mean + error * skewedT(-t, skewnessOfMean),
    high: mean + error * skewedT(t, skewnessOfMean),
  };
}

/** Whether Cochran's rule is broken. */
export function isSkewed({ skewnessOfMean = 0 }: MeanEstimate): boolean {
  return Math.abs(skewnessOfMean) > SETTLED_SKEWNESS;
}
