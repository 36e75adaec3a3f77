import type { MeanEstimate } from './mean-estimate.ts';

/** A variance with its degrees of freedom. */
export interface VariancePart {
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/**
 * The variance of a sum of independent parts, with the degrees of freedom of Welch and Satterthwaite:
 * (Σ v)² / Σ v²/ν. They are 0 where the sum is 0: then there is nothing to be unsure of.
 *
 * Satterthwaite, "An Approximate Distribution of Estimates of Variance Components", Biometrics 2 (1946).
 */
export function combineVariances(
  parts: readonly VariancePart[],
): Required<Pick<MeanEstimate, 'varianceOfMean' | 'degreesOfFreedom'>> {
  const varianceOfMean = sum(parts.map(({ variance }) => variance));
  // Of shares instead of the variances themselves: squares of dollars per invocation would underflow.
  const uncertainty = sum(
    parts
      .filter(({ variance }) => variance > 0)
      .map(({ variance, degreesOfFreedom }) => (variance / varianceOfMean) ** 2 / degreesOfFreedom),
  );
  return { varianceOfMean, degreesOfFreedom: uncertainty === 0 ? 0 : 1 / uncertainty };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
