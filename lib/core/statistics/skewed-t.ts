/**
 * How many standard errors a mean may lie from its estimate, where Student's t says `t` and the values are
 * skewed: λ = w/(1 − a·w)² with w = a + t, where a = γ/6 is the acceleration and γ the skewness of the mean.
 * Around a mean with a long tail upwards the upper end is further away than the lower one.
 *
 * It is what the BCa bootstrap interval of a mean (bca.ts) is without resampling, the ABC interval, with t in
 * place of the normal distribution's z. Without skewness it is t itself.
 *
 * DiCiccio and Efron, "More Accurate Confidence Intervals in Exponential Families", Biometrika 79 (1992);
 * Efron and Tibshirani, An Introduction to the Bootstrap (1993), 14.4 and 22.6.
 */
export function skewedT(t: number, skewnessOfMean: number): number {
  const acceleration = skewnessOfMean / 6;
  const w = acceleration + t;
  const stretch = 1 - Math.min(MAX, Math.max(-MAX, acceleration * w));
  return w / stretch ** 2;
}

/** Towards a·w = 1 the formula has a pole and towards −1 it turns round: neither says anything about a mean. */
const MAX = 0.75;
