import {
  type Candidate,
  type CandidateResult,
  candidateKey,
  type RunOutcome,
  type Strategy,
  type TuningResult,
} from '../../contract/index.ts';
import { type Changes, changesBetween } from './changes.ts';

/** How much a configuration changed since the run before. */
export type Change = NonNullable<RunOutcome['change']>;

/** What of a result is compared with another; of the decision before it, as much as there is. */
export type Comparable = Pick<TuningResult, 'candidates' | 'history'> & {
  readonly recommendation: Recommended;
  readonly baseline?: CandidateResult | undefined;
};
type Words = 'sentence' | 'pareto';
type Recommended = Omit<TuningResult['recommendation'], Words> &
  Partial<Pick<TuningResult['recommendation'], Words>>;

/** By what an outcome is told. */
export interface OutcomeRules {
  /** Of what the strategy looks at. */
  readonly minSavingPercent: number;
  /** Of cost in a balanced strategy, from 0 to 1. */
  readonly weight: number;
}

/**
 * What there is to say about a run:
 *
 * - `regressed` where the configuration that the function has now is surely dearer or slower than in the run before
 *   (`changesOf`).
 * - `better` where another configuration surely saves at least `minSaving`: the whole interval of what it saves lies
 *   above it.
 * - `unchanged` otherwise; a first run without a saving is that too.
 */
export function outcomeOf(
  result: Comparable,
  before: Comparable | undefined,
  { minSavingPercent, weight }: OutcomeRules,
): Pick<RunOutcome, 'outcome' | 'change'> {
  const change = before === undefined ? undefined : changeSince(result, before);
  const known = change === undefined ? {} : { change };
  if (change?.dearer || change?.slower) return { outcome: 'regressed', ...known };
  return { outcome: savesSurely(result, minSavingPercent, weight) ? 'better' : 'unchanged', ...known };
}

/** Whether the recommendation is another configuration, and the whole interval of its saving is large enough. */
export function savesSurely(
  { recommendation, baseline }: Comparable,
  minSavingPercent: number,
  weight: number,
): boolean {
  if (recommendation.saving === undefined || baseline === undefined) return false;
  if (candidateKey(baseline) === candidateKey(recommendation)) return false;
  const surely = savedPercent(recommendation, weight)?.surely;
  return surely !== undefined && surely >= minSavingPercent;
}

/**
 * What a recommendation saves of what its strategy looks at, in percent: on average, and by the lower end of its
 * interval.
 * @returns undefined where the saving is not known
 */
export function savedPercent(
  { saving, strategy }: Comparable['recommendation'],
  weight: number,
): { readonly mean: number; readonly surely: number | undefined } | undefined {
  if (saving === undefined) return undefined;
  const { costPercent, durationPercent, costPercentInterval: cost, durationPercentInterval: time } = saving;
  const mean = savedBy(strategy, weight, costPercent, durationPercent);
  return mean === undefined ? undefined : { mean, surely: savedBy(strategy, weight, cost?.low, time?.low) };
}

/** What a strategy saves: cost, time, or both by the balance's weight. */
function savedBy(
  strategy: Strategy,
  weight: number,
  cost: number | undefined,
  duration: number | undefined,
): number | undefined {
  if (strategy === 'cost') return cost;
  if (strategy === 'speed') return duration;
  return cost === undefined || duration === undefined ? undefined : weight * cost + (1 - weight) * duration;
}

function changeSince(result: Comparable, before: Comparable): Change | undefined {
  const key = candidateKey(comparedOf(result));
  const change = changesBetween(before, result).find((one) => candidateKey(one) === key);
  return change === undefined ? undefined : changeOf(change, change);
}

/** The configuration that runs are compared by: what the function has, where that is known. */
export function comparedOf({ baseline, recommendation }: Comparable): Candidate {
  return baseline ?? recommendation;
}

/** How one configuration changed. */
export function changeOf({ architecture, memoryMB }: Candidate, { cost, duration }: Changes): Change {
  return {
    architecture,
    memoryMB,
    costPercent: cost.percent ?? 0,
    durationPercent: duration.percent ?? 0,
    dearer: cost.surely > 0,
    slower: duration.surely > 0,
  };
}
