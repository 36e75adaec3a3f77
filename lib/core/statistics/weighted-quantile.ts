/** A value, and how much of the whole it stands for. Weights are relative. */
export interface Weighted {
  readonly value: number;
  /** Over 0. */
  readonly weight: number;
}

/**
 * Quantile of a sample whose values don't count alike: invocations of several payloads, where each payload
 * was sent more or less often than its share says.
 *
 * With the values sorted and Sₖ the sum of their weights up to xₖ, the position of xₖ is the share of the
 * other values' weight that lies below it, pₖ = (Sₖ − wₖ)/(Sₙ − wₖ); between two positions the value is
 * interpolated. With equal weights pₖ is (k − 1)/(n − 1): then it is `quantile`, type 7.
 *
 * [Percentile, the weighted percentile method](https://en.wikipedia.org/wiki/Percentile), with C = 1.
 * Runs in O(n log n).
 *
 * @param sample at least one, in any order
 * @param p from 0 to 1
 * @throws RangeError without values, for weights that aren't over 0, or for another `p`.
 */
export function weightedQuantile(sample: readonly Weighted[], p: number): number {
  return weightedQuantiles(sample)(p);
}

/**
 * The same for several quantiles of one sample, which is sorted once.
 * @throws RangeError without values, or for weights that aren't over 0; the function, for a `p` that isn't from
 * 0 to 1.
 */
export function weightedQuantiles(sample: readonly Weighted[]): (p: number) => number {
  if (!sample.every(({ weight }) => weight > 0))
    throw new RangeError('weightedQuantile requires weights over 0');
  const points = positions(sample);
  const last = points.at(-1);
  if (last === undefined) throw new RangeError('weightedQuantile requires at least one value');
  return (p) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`weightedQuantile requires p from 0 to 1; got ${p}`);
    const index = firstFrom(points, p);
    const next = points[index] ?? last;
    const previous = points[index - 1] ?? next;
    if (next.position === previous.position) return next.value;
    const way = (p - previous.position) / (next.position - previous.position);
    return previous.value + (next.value - previous.value) * way;
  };
}

interface Positioned {
  readonly value: number;
  readonly position: number;
}

/** The first point at this position or after it, by halving. */
function firstFrom(points: readonly Positioned[], p: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.position ?? 1) >= p) high = middle;
    else low = middle + 1;
  }
  return low;
}

function positions(sample: readonly Weighted[]): Positioned[] {
  const total = sample.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  return sample
    .toSorted((a, b) => a.value - b.value)
    .map(({ value, weight }, index) => {
      const position = index === 0 ? 0 : index === sample.length - 1 ? 1 : below / (total - weight);
      below += weight;
      return { value, position };
    });
}
