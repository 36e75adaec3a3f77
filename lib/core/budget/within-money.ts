import type { Digest, LostDigest, Plan, Work } from '../../contract/index.ts';
import { spendingOf } from '../analysis/spending.ts';
import { roundTransitions } from '../pricing/state-transitions.ts';
import { estimateCandidate } from './estimate.ts';

/**
 * What of a further round the money still allows that a run with a cost limit may spend: as much of it, from the
 * beginning, as costs at most what is left (estimate.ts), each with its share.
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
    const { cost } = estimateCandidate(plan, pilot, one);
    if (cost > left) {
      left = 0;
      return [];
    }
    left -= cost;
    return [{ ...one, maxCost: cost }];
  });
}
