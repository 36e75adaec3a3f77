import type { Digest, LostDigest, Plan, Work } from '../../contract/index.ts';
import { spendingOf } from '../analysis/spending.ts';
import { roundTransitions } from '../pricing/state-transitions.ts';
import { estimateCandidate } from './estimate.ts';
import { type PricedWork, sharedOut } from './shared-out.ts';

/**
 * What of a further round the money still allows that a run with a cost limit may spend: as much of it, from the
 * beginning, as costs at most what is left (estimate.ts). All that is left is shared out in proportion to that, as
 * after the pilot: a share is no price, and one that just sufficed would be used up by samples a little slower than
 * the pilot's while money is left. What isn't spent is there for the rounds to come.
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
  const left = maxCost - lambdaCost - (stateTransitions + roundTransitions()) * stateTransition;
  const affordable: PricedWork[] = [];
  let all = 0;
  for (const one of work) {
    const estimate = estimateCandidate(plan, pilot, one);
    if (all + estimate.cost > left) break;
    all += estimate.cost;
    affordable.push(estimate);
  }
  return sharedOut(affordable, left);
}
