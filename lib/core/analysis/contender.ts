import type { CandidateResult, Plan } from '../../contract/index.ts';
import type { Smoothed } from '../search/smoothed.ts';
import type { Point } from '../strategy/score.ts';
import type { Applicant } from '../strategy/select.ts';
import { estimateOf } from './estimate.ts';
import type { Measured } from './examined.ts';
import { standingOf } from './limit-checks.ts';

/** A candidate that can be chosen, with what was measured of it. */
export interface MeasuredContender extends Applicant {
  readonly measured: Measured;
  readonly result: CandidateResult;
}

/**
 * A measured candidate as the strategy compares it: its score by its averages, and how sure that is by the
 * scores of its samples, trimmed as the averages are; its memory and limits by its figures, which are not.
 * @param smoothed after a search: by what the curve through all candidates lets expect in place of its own samples
 */
export function contender(
  plan: Plan,
  measured: Measured,
  result: CandidateResult,
  score: (point: Point) => number,
  smoothed?: Smoothed,
): MeasuredContender {
  const { candidate, average, basis } = measured;
  return {
    ...candidate,
    ...(smoothed ?? {
      cost: average.cost,
      durationMs: average.durationMs,
      score: score(average),
      estimate: estimateOf(plan, basis.strata, score),
    }),
    memoryTight: result.memoryTight === true,
    standing: standingOf(result.limits),
    measured,
    result,
  };
}
