import type { Random } from './random.ts';

/**
 * A random number that is distributed as Student's t: of points (u, v) drawn evenly from the unit disc,
 * u·√(ν·(w^(−2/ν) − 1)/w) with w = u² + v².
 *
 * Bailey, "Polar Generation of Random Variates with the t-Distribution", Mathematics of Computation 62 (1994).
 *
 * @param degreesOfFreedom over 0, not necessarily whole
 */
export function randomStudentT(degreesOfFreedom: number, random: Random): number {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const w = u * u + v * v;
    if (w > 0 && w <= 1) {
      return u * Math.sqrt((degreesOfFreedom * (w ** (-2 / degreesOfFreedom) - 1)) / w);
    }
  }
}
