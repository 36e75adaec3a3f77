import type { Plan, Warning } from '../../contract/index.ts';
import { farOutFence } from '../statistics/far-out.ts';
import { countGroups, groupsProbability } from '../statistics/groups.ts';
import { byPayload, type PayloadStratum } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';
import type { Measured } from './examined.ts';
import { list } from './names.ts';
import { ALPHA, inOrderOfTime, RELEVANT_SHARE } from './order-of-time.ts';

/** Fewer can't come together. */
const MIN_SLOW = 3;

/**
 * Warns of candidates whose slow samples came together: those far out of the rest (far-out.ts) stand in fewer
 * groups than chance leaves likely (groups.ts; 1% for all candidates together), and make the mean longer by at
 * least 3%. A function that is slow now and then is not disturbed: its slow samples come scattered.
 */
export function disturbance(plan: Plan, measured: readonly Measured[]): Warning[] {
  const named = measured
    .filter((one) => isDisturbed(plan, one, measured.length))
    .map(({ candidate }) => candidate);
  if (named.length === 0) return [];
  return [
    {
      code: 'disturbed',
      message: `slow invocations came one after the other on ${list(named)}: something beside the function (a neighbour, a dependency) slowed it for a while, and the figures hold it. Measure again`,
    },
  ];
}

export function isDisturbed(plan: Plan, one: Measured, tests: number): boolean {
  if (!inOrderOfTime(plan, one)) return false;
  const strata = byPayload(plan.payloadWeights, one.compared.points).filter(({ items }) => items.length > 0);
  return strata.some((stratum) => cameTogether(stratum, ALPHA / (tests * strata.length)));
}

function cameTogether({ items }: PayloadStratum<ComparedPoint>, alpha: number): boolean {
  const durations = items.map(({ durationMs }) => durationMs);
  const fence = farOutFence(durations);
  const slow = durations.map((duration) => duration > fence);
  const marked = slow.filter(Boolean).length;
  if (marked < MIN_SLOW) return false;
  const rest = durations.filter((_, index) => !slow[index]);
  if (mean(durations) < (1 + RELEVANT_SHARE) * mean(rest)) return false;
  return groupsProbability(countGroups(slow), marked, durations.length) < alpha;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
