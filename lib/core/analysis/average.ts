import type { Plan } from '../../contract/index.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { trim } from '../statistics/trimmed-mean.ts';
import type { Point } from '../strategy/score.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';

/** Averages of one candidate. */
export interface Average extends Point {
  /** The part of the payloads' shares that no sample stands for, from 0 to 1. */
  readonly missingShare: number;
}

/**
 * `cost` and `duration` as aws-lambda-power-tuning means them: means without the share `discardTopBottom` of
 * the fastest and of the slowest invocations, and the cost of those that are left.
 *
 * Each payload's samples are trimmed separately and then combined by the payloads' shares: trimmed all
 * together, a payload that is rare and slow would vanish (of 90 × 10 ms and 10 × 1000 ms the mean is 109 ms).
 */
export function average(plan: Plan, points: readonly ComparedPoint[]): Average {
  const kept = byPayload(plan.payloadWeights, points).map(({ share, items }) => ({
    share,
    items: trim(items, ({ durationMs }) => durationMs, plan.discardTopBottom),
  }));
  const duration = stratifiedMean(valuesOf(kept, ({ durationMs }) => durationMs));
  const cost = stratifiedMean(valuesOf(kept, (point) => point.cost));
  return { durationMs: duration.mean, cost: cost.mean, missingShare: duration.missingShare };
}
