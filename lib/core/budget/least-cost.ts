import type { Plan, Work } from '../../contract/index.ts';
import { priceOf } from '../pricing/price-of.ts';
import { stateTransitions } from '../pricing/state-transitions.ts';
import { samplesAsked } from '../search/cold-starts.ts';
import { refusalAtOnce } from './refusal.ts';

/**
 * Checks what needs no pilot: the requests and state transitions of a run are known before it begins.
 * @throws CostLimitExceeded where they alone cost more than the plan allows.
 */
export function assertAffordable(
  plan: Pick<Plan, 'prices' | 'apply' | 'maxCost' | 'coldStarts' | 'onlyColdStarts' | 'concurrency'>,
  work: readonly Work[],
): void {
  const { prices, apply, maxCost } = plan;
  if (maxCost === undefined) return;
  const branches = work.length + 1;
  const transitions = stateTransitions({ candidates: branches, executorCalls: branches, rounds: 2, apply });
  const requests = work.map((one) => samplesAsked(plan, one) * priceOf(prices, one.architecture).request);
  const leastCost =
    transitions * (prices.stateTransition ?? 0) + requests.reduce((sum, cost) => sum + cost, 0);
  if (leastCost > maxCost) throw refusalAtOnce(plan, maxCost, leastCost);
}
