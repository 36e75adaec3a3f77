import {
  type AnalyzerEvent,
  type AnalyzerResult,
  candidateKey,
  type Digest,
  type LostDigest,
  type Plan,
  type Work,
} from '../../contract/index.ts';
import { candidateOf, reasonOf } from '../analysis/examined.ts';
import { noneMeasured } from '../analysis/none-measured.ts';
import { carried } from '../search/carried.ts';
import { mainRound } from '../search/first-round.ts';
import { costCheck } from './cost-check.ts';
import { branchOf, estimateRun, estimateWithoutPilot, type RunEstimate } from './estimate.ts';
import { refusal } from './refusal.ts';
import { sharedOut } from './shared-out.ts';

/**
 * What comes after the pilot of a run with a cost limit: its real round, each candidate with its share of the
 * money that is left.
 * @throws CostLimitExceeded where the run may cost more than the limit.
 * @throws NoCandidateMeasured where the pilot could not be invoked.
 */
export function afterPilot({ plan, payload, round, digests, measured }: AnalyzerEvent): AnalyzerResult {
  const { maxCost = Number.POSITIVE_INFINITY } = plan;
  const pilot = pilotOf(plan, measured);
  const estimate = estimateRun(plan, pilot, mainRound(plan));
  if (estimate.cost > maxCost) throw refusal(plan, maxCost, pilot, estimate);
  return {
    next: 'round',
    plan: { ...plan, pilot: estimate.figures, estimatedCost: estimate.cost },
    payload,
    round: { number: round.number + 1, work: afterwards(maxCost, pilot, estimate) },
    digests: [...digests, ...measured.map(carried)],
  };
}

/**
 * The plan of a dry run with what a run would cost, by its one invocation. With a cost limit it was a pilot, of every
 * payload, and the run would have one too; without one the other payloads are taken to be billed as long.
 */
export function withCostCheck(plan: Plan, measured: readonly (Digest | LostDigest)[]): Plan {
  const asRun = { ...plan, dryRun: false };
  const estimateOf = plan.maxCost === undefined ? estimateWithoutPilot : estimateRun;
  const estimate = estimateOf(asRun, pilotOf(plan, measured), mainRound(asRun));
  return { ...plan, estimatedCost: estimate.cost, checks: [...plan.checks, costCheck(asRun, estimate)] };
}

/** @throws NoCandidateMeasured where it was never invoked, or where its numbers mean nothing. */
function pilotOf(plan: Plan, measured: readonly (Digest | LostDigest)[]): Digest | LostDigest {
  const [pilot] = measured;
  if (pilot === undefined) throw new RangeError('the pilot round holds one item; got none');
  if ('lost' in pilot || (pilot.invocations > 0 && pilot.status !== 'not-measurable')) return pilot;
  const remedy = plan.baseline === undefined ? '' : '; with baseline: false it is estimated from a candidate';
  const reason = `${reasonOf(pilot)}. For maxCostUsd the cost of the run is estimated from this one${remedy}`;
  throw noneMeasured([{ candidate: candidateOf(pilot), reason }]);
}

/** The work of each candidate with its share of the money; what the pilot made counts for its candidate. */
function afterwards(maxCost: number, pilot: Digest | LostDigest, estimate: RunEstimate): Work[] {
  const { candidates, pilotCost, sharedStatesCost } = estimate;
  const piloted = candidateKey(candidateOf(pilot));
  const { executorCalls: calls } = branchOf(pilot);
  return sharedOut(candidates, maxCost - pilotCost - sharedStatesCost).map((work) =>
    candidateKey(work) === piloted ? { ...work, earlier: { killed: killedBy(pilot), calls } } : work,
  );
}

function killedBy(pilot: Digest | LostDigest): number {
  const digest = 'lost' in pilot ? pilot.progress?.digest : pilot;
  return digest?.killed ?? 0;
}
