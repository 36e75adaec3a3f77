import type { Digest, LostDigest, Plan, Work } from '../../contract/index.ts';
import { spendingOf } from '../analysis/spending.ts';
import { invocationsCost } from '../pricing/invocations-cost.ts';
import { coldStartSurcharge } from '../pricing/restores-cost.ts';
import { branchTransitions, roundTransitions } from '../pricing/state-transitions.ts';
import { invocationBound } from './invocation-bound.ts';

/**
 * What of a further round the money still allows that a run with a cost limit may spend: as much of it, from the
 * beginning, as costs at most what is left (invocation-bound.ts), each with its share.
 *
 * @param back all that the rounds before brought
 * @param rounds how many there were
 * @returns the work as it is where nothing limits it; nothing where the first of it may cost more than is left
 */
export function withinMoney(
  plan: Plan,
  back: readonly (Digest | LostDigest)[],
  work: readonly Work[],
  rounds: number,
): Work[] {
  const { maxCost, pilot, prices } = plan;
  if (maxCost === undefined || pilot === undefined) return [...work];
  const { stateTransition = 0 } = prices;
  const { lambdaCost, stateTransitions } = spendingOf(plan, back, rounds);
  let left = maxCost - lambdaCost - (stateTransitions + roundTransitions()) * stateTransition;
  return work.flatMap((one) => {
    const bound = invocationBound(plan, pilot, one.memoryMB);
    const states = branchTransitions({ candidates: 1, executorCalls: 1 }) * stateTransition;
    const billedMs =
      one.samples * Math.max(...bound.handlerMs) + (one.earlier === undefined ? bound.initMs : 0);
    const inits = one.earlier === undefined ? plan.concurrency : 0;
    const cost =
      invocationsCost(plan, one, { invocations: one.samples, billedMs }) +
      inits * coldStartSurcharge(plan, one.memoryMB) +
      states;
    if (cost > left) {
      left = 0;
      return [];
    }
    left -= cost;
    return [{ ...one, maxCost: cost }];
  });
}
