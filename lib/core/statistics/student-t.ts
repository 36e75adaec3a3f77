import { incompleteBeta } from './incomplete-beta.ts';

/** Halvings of an interval of doubles: more than enough for all their digits. */
const MAX_STEPS = 200;

/**
 * Cumulative distribution of [Student's t](https://en.wikipedia.org/wiki/Student%27s_t-distribution):
 * F(t) = 1 − I_x(ν/2, 1/2)/2 with x = ν/(ν + t²) for t ≥ 0, and symmetric below.
 *
 * @param degreesOfFreedom over 0, not necessarily whole
 */
export function studentTCumulative(t: number, degreesOfFreedom: number): number {
  const tail = incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2;
  return t >= 0 ? 1 - tail : tail;
}

/**
 * Quantile of Student's t: how many standard errors an interval reaches to each side of a mean whose variance
 * was estimated. For 95% take p = 0.975; with many degrees of freedom it is the normal distribution's 1.96.
 *
 * By bisection of its cumulative distribution, which needs no guess and can't miss.
 *
 * @param p between 0 and 1
 * @param degreesOfFreedom over 0, not necessarily whole
 * @throws RangeError for other arguments.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`studentTQuantile requires p between 0 and 1; got ${p}`);
  if (!(degreesOfFreedom > 0)) {
    throw new RangeError(`studentTQuantile requires degrees of freedom over 0; got ${degreesOfFreedom}`);
  }
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  let high = 1;
  while (studentTCumulative(high, degreesOfFreedom) < p && high < Number.MAX_VALUE / 4) high *= 2;
  let low = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (studentTCumulative(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  return high;
}
