import { quantileOfSorted } from './quantile.ts';

/** So many interquartile ranges above the upper quartile a value is far out. */
const RANGES = 3;

/**
 * The value over which a value of this sample is far out: its upper quartile and three times its interquartile
 * range, Tukey's outer fence.
 *
 * Tukey, Exploratory Data Analysis (1977), 2D.
 *
 * @param values at least one
 * @throws RangeError without values.
 */
export function farOutFence(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const [lower, upper] = [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  return upper + RANGES * (upper - lower);
}
