import { type Candidate, candidateKey, type SearchOutcome } from '../../contract/index.ts';
import type { Examined } from '../analysis/examined.ts';
import { isOneSize, owedAgain } from './earlier.ts';
import { CONFIRMED_SAMPLES, FIRST_SAMPLES, firstsOf } from './first-samples.ts';
import { probabilityWithin } from './gain.ts';
import { promising } from './promising.ts';
import { type Scene, sceneOf } from './scene.ts';
import { firstLooks } from './search-work.ts';
import { nearestSize, type SearchingPlan } from './sizes.ts';

/** What a search does next. */
export type Step =
  | (Standing & {
      readonly next: 'round';
      readonly asks: readonly Ask[];
      /** How probable it is that the best so far is within the tolerance of the best. */
      readonly sure: number;
    })
  | (Standing & { readonly next: 'decided'; readonly outcome: SearchOutcome });

/** How a search stands. */
export interface Standing {
  /** The best so far; absent where nothing could be measured yet. */
  readonly best?: Candidate | undefined;
  /** Whether the samples bear out the earlier run that it started from. */
  readonly isBorneOut?: boolean | undefined;
  /** Whether no more than one size was measured. */
  readonly isOneSize?: boolean;
}

/** Samples of one candidate, beyond the first invocation of its environment. */
export interface Ask {
  readonly candidate: Candidate;
  readonly samples: number;
  /** So many of each payload at least; one where absent. */
  readonly ofEach?: number;
  readonly reason: Reason;
  /** Of one that may be better than the best so far: by up to this share of its score, with 95% probability. */
  readonly upTo?: number;
}

/**
 * Why samples are asked for: to see how duration depends on memory, since it may be better than the best so far, to
 * tell it from that, to state the answer's interval, or the current configuration's.
 */
export type Reason = 'again' | 'look' | 'better' | 'compare' | 'settle' | 'current';

/** So many of a candidate's samples give an interval; and so many more where they are noisy. */
const SETTLED = 5;
const MOST_SETTLED = 20;
/** A noisy candidate is sampled until the spread of its mean is under this share of it. */
const SETTLED_SPREAD = 0.1;
/** Where an earlier run is borne out, whose interval is known, it needn't be so narrow. */
const CONFIRMED_SPREAD = 0.15;
/** But where it is not the current configuration, what that saves is still to be told. */
const SAVING_SPREAD = 0.04;
/** From this probability on the best so far is settled while others are looked at: it takes no round of its own then. */
const LIKELY = 0.6;
/** A round takes seconds, and its state transitions cost more than many an invocation. */
export const MOST_ROUNDS = 12;
const NOTHING = { asks: [], beyond: false } as const;

/**
 * Decides what a search measures next, or that it has an answer.
 *
 * It believes in many shapes of the curve at once (shapes.ts), each as far as the samples bear it out (belief.ts). It
 * stops when the best of the measured candidates is within the tolerance of the best of all, measured or not, with the
 * confidence that was asked for; when nothing that could be measured is worth its price; and when the invocations are
 * used up. Otherwise it measures what promises most for its price (promising.ts). Before it stops, the answer and the
 * current configuration get as many samples as it takes to state their intervals.
 *
 * The same plan and samples lead to the same step.
 *
 * @param round the one that was measured last
 */
export function nextStep(plan: SearchingPlan, examined: readonly Examined[], round: number): Step {
  const measured = examined.filter((one) => one.status === 'measured');
  if (measured.length === 0) return withoutAny(plan, examined);
  const { tolerance, confidence, maxInvocations, asked } = plan.search;
  const scene = sceneOf(plan, examined, measured);
  const { outlook, isBorneOut } = scene;
  const best = outlook.candidates[scene.best];
  const standing = { best, isBorneOut, isOneSize: isOneSize(measured) };
  const sure = probabilityWithin(outlook, scene.best, tolerance);
  const isSure = sure >= confidence;
  const left = maxInvocations - asked;
  const settling = settle(scene);
  const needed = settling.reduce((sum, { samples }) => sum + samples, 0);
  const mayLook = !isSure && round < MOST_ROUNDS;
  const anew = isBorneOut === false ? missingLooks(plan, examined) : [];
  if (anew.length > 0 && mayLook) return { next: 'round', sure, ...standing, asks: anew };
  const owed = isBorneOut === true ? owedAgain(plan, measured) : [];
  if (owed.length > 0 && round < MOST_ROUNDS) return { next: 'round', sure, ...standing, asks: owed };
  const { asks, beyond } = mayLook ? promising(scene, examined, left - needed) : NOTHING;
  if (asks.length > 0) {
    return { next: 'round', sure, ...standing, asks: together(asks, sure >= LIKELY ? settling : []) };
  }
  const affordable = round <= MOST_ROUNDS ? within(settling, left) : [];
  if (affordable.length > 0) return { next: 'round', sure, ...standing, asks: affordable };
  const isUsedUp = beyond || round >= MOST_ROUNDS || left - needed <= firstsOf(plan);
  return {
    next: 'decided',
    ...standing,
    outcome: { stopped: whyStopped(scene, isSure, isUsedUp), sure },
  };
}

/**
 * Where an earlier run is not borne out, the search begins anew, with what it would have begun with: all but what was
 * measured meanwhile.
 */
function missingLooks(plan: SearchingPlan, examined: readonly Examined[]): Ask[] {
  const tried = new Set(
    examined.filter(({ back }) => back.length > 0).map((one) => candidateKey(one.candidate)),
  );
  return firstLooks(plan).filter(({ candidate }) => !tried.has(candidateKey(candidate)));
}

function whyStopped(
  { outlook, counts }: Scene,
  isSure: boolean,
  isUsedUp: boolean,
): SearchOutcome['stopped'] {
  if (isSure) return 'sure';
  if (isUsedUp) return 'max-invocations';
  return counts.size === outlook.candidates.length ? 'nothing-left' : 'no-gain';
}

/** What the answer and the current configuration lack, to be stated with an interval. */
function settle(scene: Scene): Ask[] {
  const { plan, outlook, counts, best } = scene;
  const current = [...counts.keys()].find((j) => isSame(outlook.candidates[j], plan.baseline));
  const other = current === best ? undefined : current;
  const { least, wanted } = settledSamples(scene, other !== undefined);
  return [
    { j: best, reason: 'settle' as const, wanted },
    ...(other === undefined ? [] : [{ j: other, reason: 'current' as const, wanted: least }]),
  ].flatMap(({ j, reason, wanted: samplesWanted }) => {
    const candidate = outlook.candidates[j];
    const samples = Math.min(samplesWanted, plan.num) - (counts.get(j) ?? 0);
    return candidate === undefined || samples <= 0 ? [] : [{ candidate, samples, reason }];
  });
}

/**
 * How many samples of the answer are wanted, and at least how many of both.
 * @param isSaving whether the answer is another configuration than the current one
 */
function settledSamples(
  { plan, spread, isBorneOut }: Scene,
  isSaving: boolean,
): { readonly least: number; readonly wanted: number } {
  const least = isBorneOut === true ? confirmedSamples(spread, isSaving) : SETTLED;
  const hasQuantileLimit = plan.limits?.p99Ms !== undefined || plan.limits?.p90Ms !== undefined;
  if (hasQuantileLimit) return { least, wanted: MOST_SETTLED };
  const noisy = samplesFor(spread, isBorneOut === true ? CONFIRMED_SPREAD : SETTLED_SPREAD);
  return { least, wanted: Math.min(MOST_SETTLED, Math.max(least, noisy)) };
}

/** What it saves to take the answer is told again by as many samples as it takes, and by no more than then. */
function confirmedSamples(spread: number, isSaving: boolean): number {
  if (!isSaving) return CONFIRMED_SAMPLES;
  return Math.max(CONFIRMED_SAMPLES, Math.min(SETTLED, samplesFor(spread, SAVING_SPREAD)));
}

function samplesFor(spread: number, ofMean: number): number {
  return Math.ceil((spread / ofMean) ** 2);
}

function isSame(a: Candidate | undefined, b: Candidate | undefined): boolean {
  return a !== undefined && b !== undefined && candidateKey(a) === candidateKey(b);
}

/** As much of it as there are invocations left. */
function within(asks: readonly Ask[], left: number): Ask[] {
  let remaining = Math.max(0, left);
  return asks.flatMap((ask) => {
    const samples = Math.min(ask.samples, remaining);
    remaining -= samples;
    return samples === 0 ? [] : [{ ...ask, samples }];
  });
}

/** One ask a candidate: the larger. */
function together(asks: readonly Ask[], settling: readonly Ask[]): Ask[] {
  const byKey = new Map<string, Ask>();
  for (const ask of [...asks, ...settling]) {
    const key = candidateKey(ask.candidate);
    const other = byKey.get(key);
    if (other === undefined || other.samples < ask.samples) byKey.set(key, ask);
  }
  return [...byKey.values()];
}

/** Where everything that was tried ran out of memory or time, these are tried one after the other. */
const LARGER_MB = [1792, 4096, 10_240];
const LACKS_MEMORY_OR_TIME = /OutOfMemory|timeout|ExitError|signal: killed/;

/** Nothing that was tried works: larger sizes may, where it is memory or time that was missing. */
function withoutAny(plan: SearchingPlan, examined: readonly Examined[]): Step {
  const failed = examined.filter(({ status, back }) => status === 'failed' && back.length > 0);
  const largest = Math.max(0, ...failed.map(({ candidate }) => candidate.memoryMB));
  const memoryMB = LARGER_MB.map((size) => nearestSize(plan.search, size)).find((size) => size > largest);
  if (failed.length === 0 || memoryMB === undefined || !failed.every(lacksMemoryOrTime)) {
    return { next: 'decided', outcome: { stopped: 'nothing-left', sure: 0 } };
  }
  const asks = plan.search.architectures.map((architecture) => ({
    candidate: { architecture, memoryMB },
    samples: FIRST_SAMPLES,
    reason: 'look' as const,
  }));
  return { next: 'round', sure: 0, asks };
}

function lacksMemoryOrTime({ digest }: Examined): boolean {
  return (
    digest?.failures.some(
      ({ reason, example }) => LACKS_MEMORY_OR_TIME.test(reason) || LACKS_MEMORY_OR_TIME.test(example),
    ) ?? false
  );
}
