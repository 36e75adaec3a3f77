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
import { amount } from './amount.ts';
import { branchOf, estimateRun, type RunEstimate } from './estimate.ts';
import { ownFunctionsCost } from './own-functions.ts';
import { refusal } from './refusal.ts';

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
    round: { number: round.number + 1, work: sharedOut(maxCost, pilot, estimate) },
    digests: [...digests, ...measured.map(carried)],
  };
}

/**
 * The plan of a dry run with what a run would cost, by its one invocation. With a cost limit it was a pilot, of every
 * payload; without one the others are taken to be billed as long as the one that was sent.
 */
export function withCostCheck(plan: Plan, measured: readonly (Digest | LostDigest)[]): Plan {
  const { maxCost, prices } = plan;
  const asRun = { ...plan, dryRun: false };
  const estimate =
    maxCost === undefined
      ? estimateRun(
          { ...asRun, payloadWeights: [1] },
          asOnePayload(pilotOf(plan, measured)),
          mainRound(asRun),
        )
      : estimateRun(asRun, pilotOf(plan, measured), mainRound(asRun));
  const money = (value: number) => amount(value, prices);
  const beside = `, beside about ${money(ownFunctionsCost(asRun, estimate))} for the tuner's own functions`;
  const what = plan.search === undefined ? 'a run' : 'the first round of a run';
  const more =
    plan.search === undefined
      ? ''
      : `; a search goes on until it is sure, with ${plan.search.maxInvocations} invocations at most`;
  const verdict =
    maxCost === undefined
      ? ''
      : `; maxCostUsd allows ${money(maxCost)}: ${estimate.cost > maxCost ? 'it would be refused' : 'it would be begun'}`;
  const message = `${what} would cost ${money(estimate.cost)} at most${beside}${more}${verdict}`;
  return { ...plan, estimatedCost: estimate.cost, checks: [...plan.checks, { name: 'cost', message }] };
}

/** Whichever payload was sent stands for all. */
function asOnePayload(pilot: Digest | LostDigest): Digest | LostDigest {
  return 'lost' in pilot
    ? pilot
    : { ...pilot, strata: pilot.strata.map((stratum) => ({ ...stratum, payload: 0 })) };
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

/** In proportion to what each may cost: what one needs beyond that is not taken from another. */
function sharedOut(maxCost: number, pilot: Digest | LostDigest, estimate: RunEstimate): Work[] {
  const { candidates, pilotCost, sharedStatesCost } = estimate;
  const left = maxCost - pilotCost - sharedStatesCost;
  const all = candidates.reduce((sum, { cost }) => sum + cost, 0);
  const piloted = candidateKey(candidateOf(pilot));
  const { executorCalls: calls } = branchOf(pilot);
  return candidates.map(({ work, cost }) => ({
    ...work,
    // Given prices may be zero.
    maxCost: all === 0 ? left : (left * cost) / all,
    ...(candidateKey(work) === piloted ? { earlier: { killed: killedBy(pilot), calls } } : {}),
  }));
}

function killedBy(pilot: Digest | LostDigest): number {
  const digest = 'lost' in pilot ? pilot.progress?.digest : pilot;
  return digest?.killed ?? 0;
}
