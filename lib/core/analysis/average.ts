import type { Plan } from '../../contract/index.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { trim } from '../statistics/trimmed-mean.ts';
import type { Point } from '../strategy/score.ts';
import { type PayloadStratum, valuesOf } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';

/**
 * `cost` and `duration` as aws-lambda-power-tuning means them: means without the share `discardTopBottom` of
 * the fastest and of the slowest invocations, and the cost of those that are left.
 *
 * Each stratum's samples are trimmed separately and then combined by their shares: trimmed all together, a payload
 * that is rare and slow would vanish (of 90 × 10 ms and 10 × 1000 ms the mean is 109 ms), and so would cold starts.
 */
export function average(plan: Plan, strata: readonly PayloadStratum<ComparedPoint>[]): Point {
  const kept = strata.map(({ share, items }) => ({
    share,
    items: trim(items, ({ durationMs }) => durationMs, plan.discardTopBottom),
  }));
  return {
    durationMs: stratifiedMean(valuesOf(kept, ({ durationMs }) => durationMs)).mean,
    cost: stratifiedMean(valuesOf(kept, ({ cost }) => cost)).mean,
  };
}
