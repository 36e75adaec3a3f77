import type { Candidate } from '../../contract/index.ts';
import type { Examined } from '../analysis/examined.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { firstsOf } from './first-samples.ts';
import { expectedGain } from './gain.ts';
import type { Ask } from './next-step.ts';
import { type Outlook, varianceOf } from './outlook.ts';
import { isSameCode } from './same-code.ts';
import { type Scene, sceneOf } from './scene.ts';
import { type SearchingPlan, sizesOf } from './sizes.ts';

/** Samples that a measurement may have. */
const SAMPLES = [1, 2, 4, 8];
/** Candidates that are looked at in one round: with two at once a search takes half as many rounds. */
const AT_ONCE = 2;
/** What is taken together with another is worth at least so much of it. */
const WORTH_OF_FIRST = 0.5;
/**
 * What a measurement has to promise: of the best score at least two thousandths, and 1.3 thousandths for each
 * invocation of the best that it costs. Less isn't worth it: a function that is tuned once is invoked thousands of
 * times afterwards, and that much is within the noise of prices and hardware.
 */
const LEAST_GAIN = 0.002;
const LEAST_GAIN_FOR_PRICE = 0.0013;
/**
 * Where an earlier run is borne out, which left alone what was less: a confirmation needn't tell finer than that did. New
 * code may differ where it was not looked at.
 */
const MORE_THAN_BEFORE = 4;
const MORE_WITH_NEW_CODE = 2;
/** Sizes that are nearer than this many spreads of a sample can't be told apart by a few samples. */
const GAP_IN_SPREADS = 2.5;
const WIDEST_GAP = Math.log(2);
/** Two that say the same are not taken together. */
const SIMILAR = Math.log(1.3);
/** More candidates than this don't fit into the state. */
export const MOST_CANDIDATES = 24;
/** Sizes between two that are looked at in more detail. */
const FINER = 32;
/** A size that isn't round has to promise so much more than a round one. */
const MORE_THAN_ROUND = 1.25;
const ROUND_MB = 64;

interface Worth {
  readonly candidate: Candidate;
  /** Its index in the outlook. */
  readonly index: number;
  readonly samples: number;
  readonly invocations: number;
  readonly isFresh: boolean;
  /** Of the best score, for the price of one invocation of the best. */
  readonly value: number;
  readonly gain: number;
}

/**
 * What promises most for its price, within so many invocations.
 * @returns nothing to ask for where nothing promises enough, or (`beyond`) where what does takes more invocations
 */
export function promising(
  scene: Scene,
  examined: readonly Examined[],
  left: number,
): { readonly asks: readonly Ask[]; readonly beyond: boolean } {
  const worth = worthOf(scene, examined.length).toSorted((a, b) => b.value - a.value);
  const asks: Ask[] = [];
  let remaining = left;
  let first: number | undefined;
  for (const one of worth) {
    if (asks.length >= AT_ONCE || one.value < WORTH_OF_FIRST * (first ?? 0)) break;
    if (one.invocations > remaining || asks.some((ask) => isWithin(ask.candidate, one.candidate, SIMILAR))) {
      continue;
    }
    first ??= one.value;
    remaining -= one.invocations;
    asks.push(
      one.isFresh
        ? {
            candidate: finer(scene, examined, one),
            samples: one.samples,
            reason: 'better',
            upTo: upToOf(scene.outlook, one.index, scene.best),
          }
        : { candidate: one.candidate, samples: one.samples, reason: 'compare' },
    );
  }
  return { asks, beyond: asks.length === 0 && worth.length > 0 };
}

function worthOf(
  { plan, outlook, choosable, counts, best, spread, isBorneOut }: Scene,
  tried: number,
): Worth[] {
  const { candidates, means, costs } = outlook;
  const bestScore = means[best] ?? 0;
  const least = isBorneOut === true ? moreThanBefore(plan) : 1;
  const gap = Math.min(WIDEST_GAP, GAP_IN_SPREADS * spread);
  const known = [...counts.keys()].flatMap((j) => candidates[j] ?? []);
  return candidates.flatMap((candidate, j) => {
    const isFresh = !counts.has(j);
    const isOut = isFresh
      ? tried >= MOST_CANDIDATES || known.some((one) => isWithin(one, candidate, gap))
      : !choosable.includes(j);
    if (isOut) return [];
    const gains = expectedGain(outlook, choosable, j, SAMPLES);
    return SAMPLES.flatMap((samples, k) => {
      const invocations = samples + (isFresh ? firstsOf(plan) : 0);
      const gain = (gains[k] ?? 0) / bestScore;
      const value = gain / (invocations * dearer(costs[j], costs[best]));
      const isEnough = gain > least * LEAST_GAIN && value > least * LEAST_GAIN_FOR_PRICE;
      return isEnough && samples + (counts.get(j) ?? 0) <= plan.num
        ? [{ candidate, index: j, samples, invocations, isFresh, value, gain }]
        : [];
    });
  });
}

function moreThanBefore({ search, target }: SearchingPlan): number {
  return isSameCode(search, target) ? MORE_THAN_BEFORE : MORE_WITH_NEW_CODE;
}

/** How much dearer an invocation is than one of the best. Prices may be given as 0. */
function dearer(cost = 0, ofBest = 0): number {
  return ofBest === 0 ? 1 : cost / ofBest;
}

function isWithin(a: Candidate, b: Candidate, ratio: number): boolean {
  return a.architecture === b.architecture && Math.abs(Math.log(a.memoryMB / b.memoryMB)) < ratio;
}

const FIVE_PERCENT = normalQuantile(0.05);

/** How much better than the best it may be at most, as a share of that, with 95% probability. */
function upToOf(outlook: Outlook, j: number, best: number): number {
  const { means } = outlook;
  const least = (means[j] ?? 0) + FIVE_PERCENT * Math.sqrt(varianceOf(outlook, j));
  return Math.max(0, 1 - least / (means[best] ?? 0));
}

/**
 * The size near a promising one that promises most, in steps down to 1 MB: what a limit still allows may lie
 * between two round sizes. A round one is taken where it promises nearly as much, and where one between was
 * tried in vain.
 */
function finer(
  { plan, measured }: Scene,
  examined: readonly Examined[],
  { candidate, samples, gain }: Worth,
): Candidate {
  if (plan.search.sizes !== undefined) return candidate;
  const { architecture, memoryMB } = candidate;
  const sizes = sizesOf(plan.search);
  const at = sizes.indexOf(memoryMB);
  const [low, high] = [sizes[at - 1] ?? memoryMB, sizes[at + 1] ?? memoryMB];
  const isBetween = (one: Candidate) =>
    one.architecture === architecture && one.memoryMB > low && one.memoryMB < high;
  const tried = examined.filter((one) => isBetween(one.candidate));
  if (tried.some(({ status }) => status !== 'measured')) return candidate;
  const triedMB = new Set(tried.map((one) => one.candidate.memoryMB));
  const step = Math.max(1, Math.ceil((high - low) / FINER));
  const between: Candidate[] = [];
  for (let size = low + step; size < high; size += step) {
    if (!triedMB.has(size)) between.push({ architecture, memoryMB: size });
  }
  const scene = sceneOf(plan, examined, measured, between);
  const bestScore = scene.outlook.means[scene.best] ?? 0;
  let chosen = { candidate, gain: gain * (memoryMB % ROUND_MB === 0 ? MORE_THAN_ROUND : 1) };
  for (const one of between) {
    const j = scene.outlook.candidates.findIndex(
      (other) => other.architecture === architecture && other.memoryMB === one.memoryMB,
    );
    if (j < 0) continue;
    const [expected = 0] = expectedGain(scene.outlook, scene.choosable, j, [samples]);
    if (expected / bestScore > chosen.gain) chosen = { candidate: one, gain: expected / bestScore };
  }
  return chosen.candidate;
}
