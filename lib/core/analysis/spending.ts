import type { Decision, Digest, Plan } from '../../contract/index.ts';
import { totalCost } from '../pricing/cost.ts';
import { priceOf } from '../pricing/price-of.ts';
import { stateTransitions } from '../pricing/state-transitions.ts';

/** What the run's own invocations cost, whatever became of them, and how many states it entered. */
export function spendingOf(
  plan: Plan,
  digests: readonly Digest[],
  lost: number,
  rounds: number,
): Pick<Decision, 'invocations' | 'lambdaCost' | 'stateTransitions'> {
  const costs = digests
    .filter(({ invocations }) => invocations > 0)
    .map(({ architecture, memoryMB, billedMs, invocations }) =>
      totalCost(priceOf(plan.prices, architecture), {
        memoryMB,
        billedMs,
        requests: invocations,
        ephemeralStorageMB: plan.target.ephemeralStorageMB,
      }),
    );
  return {
    invocations: sum(digests.map(({ invocations }) => invocations)),
    lambdaCost: sum(costs),
    stateTransitions: stateTransitions({
      candidates: digests.length + lost,
      // A candidate's branch begins with a call, even where that finds nothing to invoke.
      executorCalls: sum(digests.map(({ calls }) => Math.max(1, calls))) + lost,
      lost,
      rounds,
      apply: plan.apply,
    }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
