import type { Interval } from './interval.ts';

/** An estimate with its interval. */
export interface Bounded extends Interval {
  readonly value: number;
}

/**
 * The interval of the difference of two independent estimates, a − b, from the intervals of each, lopsided or not:
 * its ends are (a − b) − √((a − lₐ)² + (u_b − b)²) and (a − b) + √((uₐ − a)² + (b − l_b)²). For the square roots
 * of normal variances it is the usual interval of a difference.
 *
 * Zou and Donner, "Construction of confidence limits about effect measures: A general approach", Statistics in
 * Medicine 27 (2008): the method of variance estimates recovery, Newcombe's "square and add".
 */
export function squareAndAdd(a: Bounded, b: Bounded): Interval {
  const difference = a.value - b.value;
  return {
    low: difference - Math.hypot(a.value - a.low, b.high - b.value),
    high: difference + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
