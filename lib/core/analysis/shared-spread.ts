import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import { quantile } from '../statistics/quantile.ts';

/**
 * The estimates, none of them surer than half of them are: each with at least the median of their relative
 * variances n·v/x̄², as if all had the same spread for their means.
 *
 * For functions with a long tail. Slow invocations are rare, and a candidate whose samples happened to miss them
 * looks fast and sure at once; the others' samples know better.
 */
export function withSharedSpread(estimates: readonly MeanEstimate[]): MeanEstimate[] {
  const known = estimates.flatMap(({ mean, n, varianceOfMean }) =>
    varianceOfMean === undefined || mean === 0 ? [] : [(n * varianceOfMean) / mean ** 2],
  );
  if (known.length === 0) return [...estimates];
  const shared = quantile(known, 0.5);
  return estimates.map((estimate) => {
    const { mean, n, varianceOfMean } = estimate;
    if (varianceOfMean === undefined) return estimate;
    const least = (shared * mean ** 2) / n;
    if (least <= varianceOfMean) return estimate;
    return { ...estimate, varianceOfMean: least, degreesOfFreedom: Math.max(1, n - 1) };
  });
}
