import type { Candidate, Plan } from '../../contract/index.ts';
import type { Point } from '../strategy/score.ts';
import { costOf, type Observation, type Observations } from './observation.ts';

/** One invocation as the strategy sees it. */
export interface ComparedPoint extends Point {
  readonly payload: number;
  readonly billedMs: number;
}

export interface Compared {
  readonly points: readonly ComparedPoint[];
  /** No warm sample came: cold ones stand in, without their init. */
  readonly coldStandIn: boolean;
}

/**
 * The invocations by which candidates are compared: the warm ones; where the run is about cold starts, the
 * cold ones with their init.
 *
 * A candidate of which every invocation was cold (all ran at once) is compared by its handlers' time alone,
 * priced as if it were billed alone: with the init it would lose to one that happened to stay warm.
 *
 * @returns undefined where there are none.
 */
export function comparedOf(
  plan: Plan,
  candidate: Candidate,
  { warm, cold }: Observations,
): Compared | undefined {
  if (plan.onlyColdStarts) return compared(cold.map(coldPoint));
  if (warm.length > 0) return compared(warm);
  return compared(
    cold.map(({ payload, durationMs }) => {
      const billedMs = Math.max(1, Math.ceil(durationMs));
      return { payload, durationMs, billedMs, cost: costOf(plan, candidate, billedMs) };
    }),
    true,
  );
}

/** A cold start with what its caller waits for. */
export function coldPoint({ payload, durationMs, initMs, billedMs, cost }: Observation): ComparedPoint {
  return { payload, durationMs: durationMs + initMs, billedMs, cost };
}

function compared(points: readonly ComparedPoint[], coldStandIn = false): Compared | undefined {
  return points.length === 0 ? undefined : { points, coldStandIn };
}
