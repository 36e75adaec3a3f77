import { mean, sampleVariance } from 'simple-statistics';
import type { MeanEstimate } from './mean-estimate.ts';
import { trim } from './trimmed-mean.ts';

/**
 * The trimmed mean and how sure it is. Its variance comes from the winsorized values, in which those that
 * were dropped count as their nearest neighbour among the h that were kept: (n − 1)·s_w²/(h·(h − 1)), with
 * h − 1 degrees of freedom. (The variance of what was kept alone would be too small.)
 *
 * Yuen, "The two-sample trimmed t for unequal population variances", Biometrika 61 (1974).
 *
 * @param values at least one
 * @param share of the values to drop at each end, from 0 to under 0.5
 * @throws RangeError without values, or for another share.
 */
export function estimateTrimmedMean(values: readonly number[], share: number): MeanEstimate {
  const kept = trim(values, (value) => value, share);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) {
    throw new RangeError('estimateTrimmedMean requires at least one value');
  }
  const estimate = { mean: mean(kept), n: values.length };
  if (kept.length < 2) return estimate;
  const winsorized = values.map((value) => Math.min(last, Math.max(first, value)));
  const squares = (values.length - 1) * sampleVariance(winsorized);
  return {
    ...estimate,
    varianceOfMean: squares / (kept.length * (kept.length - 1)),
    degreesOfFreedom: kept.length - 1,
    skewnessOfMean: 0,
  };
}
