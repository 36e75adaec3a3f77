import { gammaln } from 'simple-statistics';

const PRECISION = 1e-15;
const MAX_TERMS = 10_000;
/** Keeps a denominator from becoming 0. */
const TINY = 1e-300;

/**
 * The regularised incomplete beta function Iₓ(a, b): the cumulative distribution of a beta distribution,
 * from which those of Student's t, F and the binomial follow.
 *
 * By its continued fraction, evaluated with Lentz's method, on the side of the mean where it converges
 * fast: Iₓ(a, b) = 1 − I₁₋ₓ(b, a).
 *
 * NIST Digital Library of Mathematical Functions, 8.17.22; Press et al., Numerical Recipes, 6.4.
 *
 * @param x from 0 to 1
 * @param a over 0
 * @param b over 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x);
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logFront) * continuedFraction(x, a, b)) / a
    : 1 - (Math.exp(logFront) * continuedFraction(1 - x, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
