import type { Recommendation } from '../../contract/index.ts';
import type { Point } from '../strategy/score.ts';

/**
 * What the chosen candidate saves against the current configuration, in percent of the latter: positive is
 * cheaper, positive is faster.
 *
 * @returns undefined where the current configuration costs or takes nothing, so that there is no percentage.
 */
export function savingOf(chosen: Point, current: Point): Recommendation['saving'] {
  const costPercent = percentLess(chosen.cost, current.cost);
  const durationPercent = percentLess(chosen.durationMs, current.durationMs);
  return costPercent === undefined || durationPercent === undefined
    ? undefined
    : { costPercent, durationPercent };
}

function percentLess(part: number, whole: number): number | undefined {
  if (part === whole) return 0;
  return whole === 0 ? undefined : (1 - part / whole) * 100;
}
