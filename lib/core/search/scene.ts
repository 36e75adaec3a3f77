import { type Candidate, candidateKey } from '../../contract/index.ts';
import type { Examined, Measured } from '../analysis/examined.ts';
import { scorer } from '../strategy/score.ts';
import { coldBelief } from './cold-belief.ts';
import { believeMeasured, isBorneOut } from './earlier.ts';
import { beyondDurationMs, sampleCountOf } from './evidence.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { searchShapes } from './shapes.ts';
import { boundsOf, candidatesInQuestion, mayBeChosen, type SearchingPlan } from './sizes.ts';

/** Everything that a decision of a search rests on. */
export interface Scene {
  readonly plan: SearchingPlan;
  readonly measured: readonly Measured[];
  readonly outlook: Outlook;
  /** Measured candidates that may be chosen, as indices of the outlook. */
  readonly choosable: readonly number[];
  /** How many samples each measured candidate has, by its index. */
  readonly counts: ReadonlyMap<number, number>;
  /** The best of those that may be chosen. */
  readonly best: number;
  /** Standard deviation of the logarithm of one sample. */
  readonly spread: number;
  /** Whether the samples bear out an earlier run; absent where there is none to start from. */
  readonly isBorneOut: boolean | undefined;
}

/**
 * @param measured at least one
 * @param also candidates in question beside those that a search looks at by itself
 */
export function sceneOf(
  plan: SearchingPlan,
  examined: readonly Examined[],
  measured: readonly Measured[],
  also: readonly Candidate[] = [],
): Scene {
  const shapes = searchShapes(plan.seed);
  const isBorne = isBorneOut(believeMeasured(plan, shapes, [], measured));
  const failedBefore = isBorne === true ? (plan.search.previous?.failed ?? []) : [];
  const bounds = boundsOf(plan, examined, failedBefore);
  const tried = measured.map(({ candidate }) => candidate);
  const inVain = examined.flatMap(({ status, candidate }) => (status === 'measured' ? [] : [candidate]));
  const candidates = candidatesInQuestion(plan, [...tried, ...also], inVain, bounds);
  const belief = believeMeasured(plan, shapes, candidates, measured);
  const { noise } = belief;
  const averages = measured.map(({ average }) => average);
  const score = scorer(plan, averages);
  const outlook = outlookOf(belief, {
    plan,
    beyondMs: beyondDurationMs(measured),
    score,
    usualScore: Math.min(...averages.map(score)),
    cold: coldBelief(plan, measured, { shapes, candidates }),
  });
  const index = new Map(candidates.map((candidate, j) => [candidateKey(candidate), j]));
  const counts = new Map(
    measured.map((one) => [index.get(candidateKey(one.candidate)) ?? 0, sampleCountOf(one)]),
  );
  const choosable = choosableOf(plan, candidates, [...counts.keys()], bounds.smallestMB);
  const best = choosable.reduce((a, b) => ((outlook.means[b] ?? 0) < (outlook.means[a] ?? 0) ? b : a));
  return {
    plan,
    measured,
    outlook,
    choosable,
    counts,
    best,
    spread: Math.sqrt(noise.variance),
    isBorneOut: isBorne,
  };
}

/** Those with room in their memory, of those that may be chosen; the current configuration may be none of them. */
function choosableOf(
  { search }: SearchingPlan,
  candidates: readonly Candidate[],
  measured: readonly number[],
  smallestMB: number,
): number[] {
  const is = (rule: (candidate: Candidate) => boolean) => (j: number) => {
    const candidate = candidates[j];
    return candidate !== undefined && rule(candidate);
  };
  const allowed = measured.filter(is((candidate) => mayBeChosen(search, candidate)));
  const roomy = allowed.filter(is(({ memoryMB }) => memoryMB >= smallestMB));
  return [roomy, allowed, measured].find(({ length }) => length > 0)?.slice() ?? [];
}
