import type { Decision, Digest, LostDigest, Plan } from '../../contract/index.ts';
import { invocationsCost } from '../pricing/invocations-cost.ts';
import { restoresCost } from '../pricing/restores-cost.ts';
import { stateTransitions } from '../pricing/state-transitions.ts';

/**
 * What the run's own invocations cost, whatever became of them, and how many states it entered.
 * @param measured what came back of every branch of the Map, over all rounds
 */
export function spendingOf(
  plan: Plan,
  measured: readonly (Digest | LostDigest)[],
  rounds: number,
): Pick<Decision, 'invocations' | 'lambdaCost' | 'stateTransitions'> {
  const lost = measured.filter((one) => 'lost' in one).length;
  const digests = measured.flatMap((one) => ('lost' in one ? (one.progress?.digest ?? []) : one));
  const costs = digests
    .filter(({ invocations }) => invocations > 0)
    .map((digest) => invocationsCost(plan, digest, digest) + restoresCost(plan, digest));
  return {
    invocations: sum(digests.map(({ invocations }) => invocations)),
    lambdaCost: sum(costs),
    stateTransitions: stateTransitions({
      candidates: measured.length,
      // A branch begins with a call, even where that finds nothing to invoke.
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
