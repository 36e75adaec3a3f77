import { sameDigits } from './same-digits.ts';
import type { Point } from './score.ts';

/**
 * The [Pareto front](https://en.wikipedia.org/wiki/Pareto_front) of cost against duration: the points that no other
 * is at least as good as in both and better than in one. Equal points are all in it, or none.
 *
 * Sorted by cost, a point is in it where it is faster than all cheaper ones. Runs in O(n log n).
 *
 * @returns the cheapest first; of equal ones in the order given
 */
export function paretoFront<T extends Point>(points: readonly T[]): T[] {
  const rounded = points
    .map((point) => ({ point, cost: sameDigits(point.cost), durationMs: sameDigits(point.durationMs) }))
    .sort((a, b) => a.cost - b.cost || a.durationMs - b.durationMs);
  const front: typeof rounded = [];
  for (const one of rounded) {
    const last = front.at(-1);
    const equal = last?.cost === one.cost && last.durationMs === one.durationMs;
    if (last === undefined || one.durationMs < last.durationMs || equal) front.push(one);
  }
  return front.map(({ point }) => point);
}
