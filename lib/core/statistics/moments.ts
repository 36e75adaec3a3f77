import { combineMeans, combineVariances, mean, variance } from 'simple-statistics';

/** Mean and variance of values that are all there is: Σ (x − x̄)²/n. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean and variance (over n, not n − 1) of some values.
 *
 * @param values at least one
 * @throws Error without values.
 */
export function momentsOf(values: readonly number[]): Moments {
  // simple-statistics takes arrays that it may write to by their types; it only reads them.
  const given = values as number[];
  return { n: given.length, mean: mean(given), variance: variance(given) };
}

/**
 * Mean and variance of two sets of values together, from those of each: exact up to rounding, whatever the order
 * in which several are put together. n·σ² = n₁·(σ₁² + (x̄₁ − x̄)²) + n₂·(σ₂² + (x̄₂ − x̄)²).
 *
 * Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", The American Statistician 37 (1983).
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  return {
    n: a.n + b.n,
    mean: combineMeans(a.mean, a.n, b.mean, b.n),
    variance: combineVariances(a.variance, a.mean, a.n, b.variance, b.mean, b.n),
  };
}
