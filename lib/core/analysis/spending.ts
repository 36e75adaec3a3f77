import type { Decision, Digest, Plan } from '../../contract/index.ts';
import { totalCost } from '../pricing/cost.ts';
import { priceOf } from '../pricing/price-of.ts';
import { stateTransitions } from '../pricing/state-transitions.ts';

/** What the run's own invocations cost, whatever became of them, and how many states it entered. */
export function spendingOf(
  plan: Plan,
  digests: readonly Digest[],
  run: {
    /** Candidates that had a branch of the Map. */
    readonly branches: number;
    /** How many of their Executors were lost in the end. */
    readonly lost: number;
    readonly rounds: number;
  },
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
      candidates: run.branches,
      // A candidate's branch begins with a call, even where that finds nothing to invoke.
      executorCalls: sum(digests.map(({ calls }) => Math.max(1, calls))) + run.lost,
      lost: run.lost,
      rounds: run.rounds,
      apply: plan.apply,
    }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
