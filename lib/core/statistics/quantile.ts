/**
 * Quantile of a sample: the value below which a share `p` of it lies. `p` 0.5 is the median.
 *
 * Type 7 of Hyndman and Fan, R's default and NumPy's `linear`: with the values sorted as x₀ … xₙ₋₁, the
 * position is h = (n − 1)·p, and the value is interpolated between the two neighbours of h.
 * (simple-statistics has another definition, without interpolation.)
 *
 * Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
 * Runs in O(n log n).
 *
 * @param values at least one, in any order and unit
 * @param p from 0 to 1
 * @throws RangeError without values, or for another `p`.
 */
export function quantile(values: readonly number[], p: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/**
 * The same of values that are sorted already, smallest first: for several quantiles of one sample.
 * @throws RangeError without values, or for a `p` that isn't from 0 to 1.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile requires p from 0 to 1; got ${p}`);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) {
    throw new RangeError('quantile requires at least one value');
  }
  return below + (above - below) * (position - Math.floor(position));
}
