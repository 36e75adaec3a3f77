import { mean } from 'simple-statistics';
import type { Architecture, Previous } from '../../lib/contract/index.ts';
import type { SearchingPlan } from '../../lib/core/search/sizes.ts';
import { seededRandom } from '../../lib/core/statistics/random.ts';
import { type Curve, type Curves, slowed } from './curve.ts';
import { playOurs } from './players.ts';
import { type Summary, summaryOf } from './summary.ts';

/** A function that is tuned twice: what it was before and is now. */
export interface Twice {
  readonly label: string;
  readonly before: Curves;
  readonly now: Curves;
  readonly isSameCode: boolean;
}

/** How runs do that start from an earlier one, beside first runs of what the function has become. */
export interface Compared {
  readonly first: Summary;
  /** Its cost ratio is to the first runs. */
  readonly again: Summary;
}

export type PlanFor = (curves: Curves, seed: number) => SearchingPlan;

/** Draws of the second run are not those of the first. */
const LATER = 1000;
const NEW_CODE = 'bmV3IGNvZGU=';

export function playTwice(
  { label, before, now, isSameCode }: Twice,
  seeds: number,
  planFor: PlanFor,
): Compared {
  const played = Array.from({ length: seeds }, (_, seed) => {
    const earlier = playOurs({
      plan: planFor(before, seed),
      curves: before,
      random: seededRandom(seed, `${label}/then`),
    });
    const plan = planFor(now, seed + LATER);
    const play = (one: SearchingPlan) =>
      playOurs({ plan: one, curves: now, random: seededRandom(seed + LATER, `${label}/now`) });
    return { first: play(plan), again: play(startingFrom(plan, earlier.previous, isSameCode)) };
  });
  const spent = mean(played.map(({ first }) => first.spent));
  const summary = (which: 'first' | 'again') =>
    summaryOf(
      planFor(now, 0),
      now,
      played.map((one) => one[which]),
      spent,
    );
  return { first: summary('first'), again: summary('again') };
}

function startingFrom(
  plan: SearchingPlan,
  previous: Previous | undefined,
  isSameCode: boolean,
): SearchingPlan {
  if (previous === undefined) throw new RangeError('the first run can serve no other');
  const target = isSameCode ? plan.target : { ...plan.target, codeSha256: NEW_CODE };
  return { ...plan, target, search: { ...plan.search, previous } };
}

/** The same shape, at another pace. */
export function atPace(curves: Curves, factor: number): Curves {
  return Object.fromEntries(
    (Object.entries(curves) as [Architecture, Curve][]).map(([architecture, curve]) => [
      architecture,
      slowed(curve, factor),
    ]),
  );
}

/** Another function that takes as long as one does where that costs least. */
export function asLongAs(of: Curve, other: Curve): Curve {
  const sizes = Array.from({ length: of.largestMB - of.smallestMB + 1 }, (_, at) => of.smallestMB + at);
  const best = sizes.reduce((a, b) => (b * of.meanMs(b) < a * of.meanMs(a) ? b : a));
  const within = Math.min(other.largestMB, Math.max(other.smallestMB, best));
  return slowed(other, of.meanMs(best) / other.meanMs(within));
}
