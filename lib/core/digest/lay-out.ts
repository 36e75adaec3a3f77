import type { Bucket } from './sketch.ts';

/**
 * As many values as lie in these buckets, smallest first: each in its own bucket, and all of them with the mean
 * and the variance (over n) that the values in the buckets had. A quantile of them is as far off as a bucket is
 * wide; mean, variance, and what follows from both are exact.
 *
 * Of all ways to lay values out with that mean, one has the smallest variance (every value as near as its bucket
 * lets it to one and the same value) and one the largest (every value at an end of its bucket, the small ones at
 * the lower). Between the two the variance grows without a step, so that one of the mixtures a + λ·(b − a) has
 * the right one: λ is the root of a quadratic equation.
 *
 * Runs in O(values + buckets).
 *
 * @param buckets smallest values first
 * @param mean, variance of values that lie in the buckets
 */
export function layOut(
  buckets: readonly Bucket[],
  { mean, variance }: { readonly mean: number; readonly variance: number },
): Float64Array {
  const n = buckets.reduce((sum, { count }) => sum + count, 0);
  const least = leastSpread(buckets, n, mean);
  const most = mostSpread(buckets, n, mean);
  let [leastSquares, products, differences] = [0, 0, 0];
  for (const [index, low] of least.entries()) {
    const difference = (most[index] ?? 0) - low;
    leastSquares += (low - mean) ** 2;
    products += (low - mean) * difference;
    differences += difference ** 2;
  }
  if (differences === 0) return least;
  const missing = Math.max(0, n * variance - leastSquares);
  const root = (Math.sqrt(products ** 2 + differences * missing) - products) / differences;
  const share = Math.min(1, Math.max(0, root));
  return least.map((low, index) => low + share * ((most[index] ?? 0) - low));
}

/** What the sum of the values is over that of the buckets' lower ends. */
function excessOf(buckets: readonly Bucket[], n: number, mean: number): number {
  return buckets.reduce((excess, { low, count }) => excess - low * count, n * mean);
}

/** From the smallest bucket on, each is filled up until the mean is reached. */
function leastSpread(buckets: readonly Bucket[], n: number, mean: number): Float64Array {
  const values = new Float64Array(n);
  let excess = excessOf(buckets, n, mean);
  let start = 0;
  for (const { low, high, count } of buckets) {
    const each = Math.min(high - low, Math.max(0, excess / count));
    values.fill(low + each, start, start + count);
    excess -= each * count;
    start += count;
  }
  return values;
}

/** From the largest value on, each is put to the upper end of its bucket until the mean is reached. */
function mostSpread(buckets: readonly Bucket[], n: number, mean: number): Float64Array {
  const values = new Float64Array(n);
  let excess = excessOf(buckets, n, mean);
  let end = n;
  for (const { low, high, count } of buckets.toReversed()) {
    const width = high - low;
    const full = width === 0 ? 0 : Math.min(count, Math.floor(Math.max(0, excess) / width));
    values.fill(low, end - count, end - full);
    values.fill(high, end - full, end);
    excess -= full * width;
    if (full < count && width > 0) {
      const each = Math.min(width, Math.max(0, excess));
      values[end - full - 1] = low + each;
      excess -= each;
    }
    end -= count;
  }
  return values;
}
