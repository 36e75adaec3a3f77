import type { MeanEstimate } from './mean-estimate.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * A few values hardly know their own spread: of a function that is slow now and then, five mostly show none of it.
 * So they are taken together with what is usual, as if two values more had shown a spread of 5%.
 */
const USUAL_SPREAD = 0.05;
const BELIEVED_AS = 2;

/**
 * The estimate with a moderated variance, s̃² = (d₀·s₀² + d·s²)/(d₀ + d) with d₀ + d degrees of freedom, where s₀ is
 * 5% of the mean and d₀ = 2; or as it is, where its own interval is wider: what is usual narrows none.
 *
 * Smyth, "Linear Models and Empirical Bayes Methods", Statistical Applications in Genetics and Molecular Biology 3
 * (2004); s₀ and d₀ are set here, not estimated.
 */
export function moderated(estimate: MeanEstimate, confidence: number): MeanEstimate {
  const { mean, n, varianceOfMean, degreesOfFreedom } = estimate;
  if (varianceOfMean === undefined || degreesOfFreedom === undefined) return estimate;
  const together = BELIEVED_AS + degreesOfFreedom;
  const usual = (USUAL_SPREAD * mean) ** 2 / n;
  const variance = (BELIEVED_AS * usual + degreesOfFreedom * varianceOfMean) / together;
  const reach = (of: number, freedom: number) =>
    studentTQuantile((1 + confidence) / 2, freedom) * Math.sqrt(of);
  return reach(variance, together) > reach(varianceOfMean, degreesOfFreedom)
    ? { ...estimate, varianceOfMean: variance, degreesOfFreedom: together }
    : estimate;
}
