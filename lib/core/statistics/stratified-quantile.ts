import { CONFIDENCE, type Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import type { StratumValues } from './stratified.ts';

/**
 * The interval of a quantile of a population that consists of strata, by Woodruff's method: which share of the
 * population lies at or below the quantile is known with the standard error √Σ Wₕ²·pₕ·(1 − pₕ)/nₕ, and the
 * interval is what lies at the quantiles p − z·error and p + z·error.
 *
 * pₕ is (xₕ + ½)/(nₕ + 1), with xₕ of nₕ values at or below (Jeffreys' prior): of a few values that all lie on
 * one side it doesn't follow that all others would.
 *
 * Woodruff, "Confidence Intervals for Medians and Other Position Measures", Journal of the American Statistical
 * Association 47 (1952).
 *
 * @param strata with values
 * @param at the quantiles of the strata together
 * @returns undefined where the sample doesn't reach so far.
 */
export function stratifiedQuantileInterval(
  strata: readonly StratumValues[],
  at: (p: number) => number,
  p: number,
  confidence = CONFIDENCE,
): Interval | undefined {
  const reach = normalQuantile((1 + confidence) / 2) * shareError(strata, at(p));
  return p - reach < 0 || p + reach > 1 ? undefined : { low: at(p - reach), high: at(p + reach) };
}

function shareError(strata: readonly StratumValues[], value: number): number {
  const total = strata.reduce((sum, { share }) => sum + share, 0);
  const variance = strata.reduce((sum, { share, values }) => {
    const n = values.length;
    const below = values.reduce((count, one) => count + (one <= value ? 1 : 0), 0);
    const p = (below + 0.5) / (n + 1);
    return sum + ((share / total) ** 2 * p * (1 - p)) / n;
  }, 0);
  return Math.sqrt(variance);
}
