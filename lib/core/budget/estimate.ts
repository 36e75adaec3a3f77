import type { Digest, LostDigest, PilotFigures, Plan, Work } from '../../contract/index.ts';
import { invocationsCost } from '../pricing/invocations-cost.ts';
import { coldStartSurcharge, restoresCost } from '../pricing/restores-cost.ts';
import { branchTransitions, type RunShape, stateTransitions } from '../pricing/state-transitions.ts';
import { executorCalls } from './executor-calls.ts';
import { invocationBound } from './invocation-bound.ts';
import { mostInvocations } from './most-invocations.ts';
import { pilotFigures } from './pilot-figures.ts';

/** What one candidate costs at most. */
export interface CandidateEstimate {
  readonly work: Work;
  readonly invocations: number;
  /** How many of them are billed an init. */
  readonly inits: number;
  /** Of all of them together. */
  readonly billedMs: number;
  readonly invocationsCost: number;
  /** Of its branch of the Map. */
  readonly stateTransitions: number;
  /** Its invocations, and those states. */
  readonly cost: number;
}

/** What a run costs at most, in the currency of the plan's prices. */
export interface RunEstimate {
  readonly figures: PilotFigures;
  /** What the pilot's invocations cost; where its Executor was lost, what they may have. 0 without one. */
  readonly pilotCost: number;
  readonly candidates: readonly CandidateEstimate[];
  /** Of the whole run. */
  readonly stateTransitions: number;
  /** Of those that are not in a candidate's branch. */
  readonly sharedStatesCost: number;
  readonly cost: number;
}

/** The rounds before the one that is estimated. */
interface Before extends Pick<RunShape, 'rounds' | 'candidates' | 'executorCalls' | 'lost'> {
  readonly cost: number;
}

const NOTHING_BEFORE: Before = { cost: 0, rounds: 0, candidates: 0, executorCalls: 0 };

/**
 * What the run costs at most, by what its pilot was billed: each of its invocations at most as
 * invocation-bound.ts says, as many as most-invocations.ts says, each architecture at its own price; and the
 * state transitions of a run that ends well, where their price is known.
 *
 * By hand, in us-east-1 on x86_64 at $0.0000166667 a GB-second, $0.0000002 a request and $0.000025 a transition:
 * a pilot with 1,024 MB was billed 105 ms, 5 ms of them for its init. Then 50 invocations with 128 MB take at most
 * 50 × 800 ms and one init of 40 ms: 40.04 s × 0.125 GB × $0.0000166667 + 50 × $0.0000002 = $0.0000934168, and the
 * 3 states of their branch $0.000075.
 *
 * @param work the round that comes after the pilot
 * @throws PriceMissing where the plan holds no price for a candidate.
 */
export function estimateRun(plan: Plan, pilot: Digest | LostDigest, work: readonly Work[]): RunEstimate {
  const before = { cost: costOfPilot(plan, pilot), rounds: 1, ...branchOf(pilot) };
  return estimated(plan, pilotFigures(plan, pilot), work, before);
}

/**
 * The same for a run without a pilot, by one invocation that was made before it: whichever payload that had,
 * the others are taken to be billed as long.
 * @throws PriceMissing where the plan holds no price for a candidate.
 */
export function estimateWithoutPilot(
  plan: Plan,
  invoked: Digest | LostDigest,
  work: readonly Work[],
): RunEstimate {
  const { handlerMs, ...figures } = pilotFigures({ ...plan, payloadWeights: [1] }, asOnePayload(invoked));
  const [ms = 0] = handlerMs;
  return estimated(plan, { ...figures, handlerMs: plan.payloadWeights.map(() => ms) }, work, NOTHING_BEFORE);
}

function asOnePayload(invoked: Digest | LostDigest): Digest | LostDigest {
  return 'lost' in invoked
    ? invoked
    : { ...invoked, strata: invoked.strata.map((stratum) => ({ ...stratum, payload: 0 })) };
}

function estimated(
  plan: Plan,
  figures: PilotFigures,
  work: readonly Work[],
  { cost: pilotCost, rounds, ...branch }: Before,
): RunEstimate {
  const { stateTransition = 0 } = plan.prices;
  const candidates = work.map((one) => estimateCandidate(plan, figures, one));
  const shared = stateTransitions({ rounds: rounds + 1, apply: plan.apply, ...branch });
  const sharedStatesCost = shared * stateTransition;
  return {
    figures,
    pilotCost,
    candidates,
    stateTransitions: shared + sum(candidates.map((one) => one.stateTransitions)),
    sharedStatesCost,
    cost: pilotCost + sharedStatesCost + sum(candidates.map(({ cost }) => cost)),
  };
}

/** The pilot's branch of the Map. */
export function branchOf(pilot: Digest | LostDigest): {
  readonly candidates: number;
  readonly executorCalls: number;
  readonly lost: number;
} {
  if (!('lost' in pilot)) return { candidates: 1, executorCalls: Math.max(1, pilot.calls), lost: 0 };
  return { candidates: 1, executorCalls: (pilot.progress?.digest.calls ?? 0) + 1, lost: 1 };
}

/**
 * What a candidate costs at most in one round, in the currency of the plan's prices. Its environments may
 * have been replaced since a round before: each is taken to begin with an init.
 * @throws PriceMissing where the plan holds no price for it.
 */
export function estimateCandidate(plan: Plan, figures: PilotFigures, work: Work): CandidateEstimate {
  const { handlerMs, initMs } = invocationBound(plan, figures, work.memoryMB);
  const dearestFirst = handlerMs.map((_, payload) => payload);
  dearestFirst.sort((a, b) => (handlerMs[b] ?? 0) - (handlerMs[a] ?? 0));
  const { perPayload, inits } = mostInvocations(plan, work, dearestFirst);
  const invocations = sum(perPayload);
  const billedMs =
    sum(perPayload.map((count, payload) => count * (handlerMs[payload] ?? 0))) + inits * initMs;
  const cost =
    invocationsCost(plan, work, { invocations, billedMs }) + inits * coldStartSurcharge(plan, work.memoryMB);
  const stateTransitions = branchTransitions({
    candidates: 1,
    executorCalls: executorCalls(plan, work, invocations, billedMs),
  });
  return {
    work,
    invocations,
    inits,
    billedMs,
    invocationsCost: cost,
    stateTransitions,
    cost: cost + stateTransitions * (plan.prices.stateTransition ?? 0),
  };
}

/** What an Executor that was lost had not handed back may have run until the target's timeout. */
function costOfPilot(plan: Plan, pilot: Digest | LostDigest): number {
  if (!('lost' in pilot)) return invocationsCost(plan, pilot, pilot) + restoresCost(plan, pilot);
  const asked = plan.payloadWeights.length;
  const { invocations = 0, billedMs = 0 } = pilot.progress?.digest ?? {};
  const unknown = Math.max(0, asked - invocations);
  return invocationsCost(plan, pilot.work, {
    invocations: invocations + unknown,
    billedMs: billedMs + unknown * plan.target.timeoutSeconds * 1000,
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
