import type { Plan } from '../../contract/index.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import type { Contender } from '../strategy/choose.ts';
import type { Point } from '../strategy/score.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import type { Measured } from './examined.ts';

/**
 * A measured candidate as the strategy compares it: its score by its averages, and how sure that is by the
 * scores of all its samples, untrimmed.
 */
export function contender(
  plan: Plan,
  { candidate, average, compared }: Measured,
  score: (point: Point) => number,
): Contender {
  const strata = byPayload(plan.payloadWeights, compared.points);
  return {
    ...candidate,
    cost: average.cost,
    durationMs: average.durationMs,
    score: score(average),
    estimate: stratifiedMean(valuesOf(strata, score)),
  };
}
