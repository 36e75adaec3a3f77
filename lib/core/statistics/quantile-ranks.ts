import { binomialCumulative } from './binomial.ts';
import { CONFIDENCE } from './interval.ts';

/** Positions in a sorted sample, counted from 0. */
export interface Ranks {
  readonly low: number;
  readonly high: number;
}

/**
 * Which two values of a sorted sample enclose the population's quantile: how many of `n` values lie below it
 * is binomial, whatever their distribution, so x₍ᵣ₎ ≤ quantile ≤ x₍ₛ₎ holds with P(r ≤ B ≤ s − 1), where
 * B ~ Bin(n, p). Of these pairs the tightest in ranks with at least that confidence: it leaves out at most
 * half of 1 − confidence above, and below what is then still allowed.
 *
 * Conover, Practical Nonparametric Statistics (3rd ed., 1999), 3.2; Hahn and Meeker, Statistical Intervals
 * (1991), 5.2.
 *
 * @returns undefined where the sample is too small: then not even its largest value is likely to lie above the
 * quantile, or its smallest below.
 */
export function quantileRanks(n: number, p: number, confidence = CONFIDENCE): Ranks | undefined {
  const left = 1 - confidence;
  const high = lastRank(n, p, left);
  if (high === undefined) return undefined;
  const above = 1 - binomialCumulative(high - 1, n, p);
  const low = firstRank(n, p, left - above);
  return low === undefined ? undefined : { low: low - 1, high: high - 1 };
}

/** The fewest samples for which `quantileRanks` has an answer. */
export function samplesForQuantile(p: number, confidence = CONFIDENCE): number {
  let enough = 1;
  while (quantileRanks(enough, p, confidence) === undefined) enough *= 2;
  let few = enough / 2;
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (quantileRanks(middle, p, confidence) === undefined) few = middle;
    else enough = middle;
  }
  return enough;
}

/** The smallest s with P(B ≥ s) ≤ left/2; the largest value, n, where that alone still leaves less than `left`. */
function lastRank(n: number, p: number, left: number): number | undefined {
  const found = smallest(n, (s) => 1 - binomialCumulative(s - 1, n, p) <= left / 2);
  if (found !== undefined) return found;
  return 1 - binomialCumulative(n - 1, n, p) <= left ? n : undefined;
}

/** The largest r with P(B ≤ r − 1) ≤ left. */
function firstRank(n: number, p: number, left: number): number | undefined {
  const over = smallest(n, (r) => binomialCumulative(r - 1, n, p) > left) ?? n + 1;
  return over > 1 ? over - 1 : undefined;
}

/** The smallest rank from 1 to n for which this holds, where it holds for all larger ones too. */
function smallest(n: number, holds: (rank: number) => boolean): number | undefined {
  let [low, high] = [1, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low > n ? undefined : low;
}
