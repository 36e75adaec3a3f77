import type { Plan } from '../../contract/index.ts';
import type { Contender } from '../strategy/choose.ts';
import type { Point } from '../strategy/score.ts';
import { estimateOf } from './estimate.ts';
import type { Measured } from './examined.ts';

/**
 * A measured candidate as the strategy compares it: its score by its averages, and how sure that is by the
 * scores of its samples, trimmed as the averages are.
 */
export function contender(
  plan: Plan,
  { candidate, average, compared }: Measured,
  score: (point: Point) => number,
): Contender {
  return {
    ...candidate,
    cost: average.cost,
    durationMs: average.durationMs,
    score: score(average),
    estimate: estimateOf(plan, compared.points, score),
  };
}
