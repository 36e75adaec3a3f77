import { combineVariances } from './combine-variances.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import type { MeanEstimate } from './mean-estimate.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * [Fieller's](https://en.wikipedia.org/wiki/Fieller%27s_theorem) confidence interval of the ratio of two
 * independent means, a/b, for "so many percent less": with r = a/b and g = t²·v_b/b² it is
 * (r ± t/b·√(vₐ + r²·v_b − g·vₐ))/(1 − g). Degrees of freedom are Welch's and Satterthwaite's of a − r·b.
 *
 * Fieller, "Some Problems in Interval Estimation", Journal of the Royal Statistical Society B 16 (1954).
 *
 * @param b over 0
 * @returns undefined where one of the variances isn't known, and where b may as well be 0 (g ≥ 1).
 */
export function ratioInterval(
  a: MeanEstimate,
  b: MeanEstimate,
  confidence = CONFIDENCE,
): Interval | undefined {
  const { varianceOfMean: va, degreesOfFreedom: dfA } = a;
  const { varianceOfMean: vb, degreesOfFreedom: dfB } = b;
  if (va === undefined || dfA === undefined || vb === undefined || dfB === undefined || b.mean <= 0) {
    return undefined;
  }
  const ratio = a.mean / b.mean;
  const { varianceOfMean, degreesOfFreedom } = combineVariances([
    { variance: va, degreesOfFreedom: dfA },
    { variance: ratio ** 2 * vb, degreesOfFreedom: dfB },
  ]);
  if (varianceOfMean === 0) return { low: ratio, high: ratio };
  const t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom);
  const g = (t ** 2 * vb) / b.mean ** 2;
  if (g >= 1) return undefined;
  const reach = (t / b.mean) * Math.sqrt(varianceOfMean - g * va);
  return { low: (ratio - reach) / (1 - g), high: (ratio + reach) / (1 - g) };
}
