import { combineVariances } from './combine-variances.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import type { MeanEstimate } from './mean-estimate.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * [Welch's](https://en.wikipedia.org/wiki/Welch%27s_t-test) confidence interval of the difference of two
 * means, a − b, whose variances may differ: the difference ± t · √(vₐ + v_b), with Welch's and
 * Satterthwaite's degrees of freedom. Where it holds 0, the two can't be told apart.
 *
 * It supposes independent values and means that are about normal: rough for a handful of values with a
 * long tail.
 *
 * Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are
 * Involved", Biometrika 34 (1947).
 *
 * @param confidence between 0 and 1; 0.95 is said to be wrong once in twenty times
 * @returns undefined where one of the variances isn't known (a single value).
 */
export function differenceInterval(
  a: MeanEstimate,
  b: MeanEstimate,
  confidence = CONFIDENCE,
): Interval | undefined {
  const parts = [a, b].flatMap(({ varianceOfMean: variance, degreesOfFreedom }) =>
    variance === undefined || degreesOfFreedom === undefined ? [] : [{ variance, degreesOfFreedom }],
  );
  if (parts.length < 2) return undefined;
  const { varianceOfMean, degreesOfFreedom } = combineVariances(parts);
  const difference = a.mean - b.mean;
  if (varianceOfMean === 0) return { low: difference, high: difference };
  const reach = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * Math.sqrt(varianceOfMean);
  return { low: difference - reach, high: difference + reach };
}
