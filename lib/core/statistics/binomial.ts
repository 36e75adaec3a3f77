import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Cumulative [binomial distribution](https://en.wikipedia.org/wiki/Binomial_distribution): the probability of
 * at most `k` successes in `n` trials, I₁₋ₚ(n − k, k + 1).
 *
 * @param n a whole number, 0 or more
 * @param p the probability of a success, from 0 to 1
 */
export function binomialCumulative(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(1 - p, n - k, k + 1);
}
