import type { Random } from './random.ts';
import type { StratumValues } from './stratified.ts';

/**
 * The [bootstrap](https://en.wikipedia.org/wiki/Bootstrapping_(statistics)): what the stratified mean would have
 * been in other samples of the same kind. Each resample draws from every stratum as many values as it has, with
 * replacement, and takes their mean by the strata's shares.
 *
 * Efron and Tibshirani, An Introduction to the Bootstrap (1993), 6 and 8.
 * Runs in O(resamples × values).
 *
 * @param strata with values; those without are left out
 * @returns the means, smallest first
 */
export function bootstrapMeans(
  strata: readonly StratumValues[],
  resamples: number,
  random: Random,
): Float64Array {
  const sampled = strata.filter(({ share, values }) => share > 0 && values.length > 0);
  const total = sampled.reduce((sum, { share }) => sum + share, 0);
  const means = new Float64Array(resamples);
  for (const { share, values } of sampled) {
    addMeans(means, Float64Array.from(values), share / total, random);
  }
  return means.sort();
}

function addMeans(means: Float64Array, values: Float64Array, weight: number, random: Random): void {
  const n = values.length;
  for (let resample = 0; resample < means.length; resample++) {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += values[Math.floor(random() * n)] ?? 0;
    means[resample] = (means[resample] ?? 0) + (weight * sum) / n;
  }
}
