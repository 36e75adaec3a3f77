import type { MeanEstimate } from './mean-estimate.ts';
import { isSkewed } from './mean-interval.ts';
import type { Random } from './random.ts';
import { skewedT } from './skewed-t.ts';
import { randomStudentT } from './student-t-random.ts';

/** With 4,000 the error of a probability of 95% is 0.3 percentage points. */
const DRAWS = 4000;

/** Means that differ by less are the same: what differs is the order in which their values were added. */
const SAME = 1e-12;

/**
 * How likely it is that one of several means is the smallest: the share of draws in which it is, where each
 * mean is drawn from its confidence distribution (the one whose quantiles its intervals are): x̄ + s/√n times
 * Student's t, skewed where the mean's own distribution is. Of equal ones each counts as the smallest.
 *
 * It is what a parametric bootstrap of the means gives, at the cost of one number a mean instead of one a value.
 *
 * Efron, "Bayes and Likelihood Calculations from Confidence Intervals", Biometrika 80 (1993); Xie and Singh,
 * "Confidence Distribution", International Statistical Review 81 (2013).
 *
 * @returns undefined where it isn't known how sure one of them is (a single value), and where there is no other.
 */
export function probabilitySmallest(
  one: MeanEstimate,
  others: readonly MeanEstimate[],
  random: Random,
  draws = DRAWS,
): number | undefined {
  const [own, ...rest] = [one, ...others].map((estimate) => sampler(estimate, random));
  if (own === undefined || rest.length === 0) return undefined;
  const known = rest.filter((draw) => draw !== undefined);
  if (known.length < rest.length) return undefined;
  let smallest = 0;
  for (let index = 0; index < draws; index++) {
    const drawn = own();
    const atLeast = drawn - SAME * Math.abs(drawn);
    if (known.every((draw) => draw() >= atLeast)) smallest++;
  }
  return smallest / draws;
}

function sampler(estimate: MeanEstimate, random: Random): (() => number) | undefined {
  const { mean, varianceOfMean, degreesOfFreedom, skewnessOfMean = 0 } = estimate;
  if (varianceOfMean === undefined || degreesOfFreedom === undefined) return undefined;
  if (varianceOfMean === 0) return () => mean;
  const error = Math.sqrt(varianceOfMean);
  const skewness = isSkewed(estimate) ? skewnessOfMean : 0;
  return () => mean + error * skewedT(randomStudentT(degreesOfFreedom, random), skewness);
}
