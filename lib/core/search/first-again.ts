import {
  type Architecture,
  type Candidate,
  candidateKey,
  type PreviousPoint,
  type PreviousPoints,
  type SearchPlan,
  type Target,
} from '../../contract/index.ts';
import { type Rule, scorer } from '../strategy/score.ts';
import { CONFIRMED_SAMPLES, FIRST_SAMPLES, NEIGHBOUR_SAMPLES } from './first-samples.ts';
import type { Ask } from './next-step.ts';
import { mayBeChosen, nearestSize } from './sizes.ts';

/** What a GB-second costs on one beside the other, near enough to know where to begin. */
const RATE = { x86_64: 1, arm64: 0.8 } as const;

/**
 * What a search begins with that starts from an earlier run: the answer of that one, its neighbours there, the best of
 * the other architecture, and the current configuration. Two sizes tell whether the curve still has its shape.
 *
 * @returns undefined where fewer than two of its sizes may be chosen now.
 */
export function askAgain(
  search: SearchPlan,
  earlier: PreviousPoints,
  {
    target,
    baseline,
    ...rule
  }: Rule & {
    readonly baseline?: Candidate | undefined;
    readonly target: Pick<Target, 'codeSha256'>;
  },
): Ask[] | undefined {
  const points = earlier.points.filter((point) => mayBeChosen(search, point) && isWithin(search, point));
  const best = bestOf(search, points, rule);
  if (best === undefined) return undefined;
  const neighbours = neighboursOf(search, best, points, target.codeSha256 === search.previous?.codeSha256);
  if (neighbours.length === 0) return undefined;
  const others = search.architectures.filter((architecture) => architecture !== best.architecture);
  const looked = [
    ...neighbours.map((candidate) => ask(candidate, NEIGHBOUR_SAMPLES, 'look')),
    ...others.map((architecture) => lookAt(search, architecture, best, points, rule)),
  ];
  const again = confirm(best, 'again');
  const current = baseline === undefined ? [] : [confirm(baseline, 'current')];
  return distinctAsks([again, ...current, ...looked]);
}

function ask({ architecture, memoryMB }: Candidate, samples: number, reason: Ask['reason']): Ask {
  return { candidate: { architecture, memoryMB }, samples, reason };
}

/** With an interval: that takes several samples of each payload. */
function confirm(candidate: Candidate, reason: Ask['reason']): Ask {
  return { ...ask(candidate, CONFIRMED_SAMPLES, reason), ofEach: CONFIRMED_SAMPLES };
}

function isWithin({ smallestMB, largestMB }: SearchPlan, { memoryMB }: Candidate): boolean {
  return memoryMB >= smallestMB && memoryMB <= largestMB;
}

/** What was recommended, where that may be chosen and was by the same strategy; else what took or cost least. */
function bestOf(
  { previous }: SearchPlan,
  points: readonly PreviousPoint[],
  rule: Rule,
): PreviousPoint | undefined {
  const recommended = points.find(
    (point) => previous !== undefined && candidateKey(point) === candidateKey(previous.recommended),
  );
  return recommended !== undefined && previous?.strategy === rule.strategy
    ? recommended
    : leastOf(points, rule);
}

function leastOf(points: readonly PreviousPoint[], rule: Rule): PreviousPoint | undefined {
  const costed = points.map((point) => ({
    point,
    durationMs: point.meanMs,
    cost: costOf(point),
  }));
  const score = scorer(rule, costed);
  return costed.toSorted((a, b) => score(a) - score(b))[0]?.point;
}

/**
 * One size on each side that was measured then: where the code is new, what changed may show on one side only. Of the
 * same code the one that is further away is enough, and where it costs much more than the best, a size half way to it.
 */
function neighboursOf(
  search: SearchPlan,
  best: PreviousPoint,
  points: readonly PreviousPoint[],
  isSameCode: boolean,
): Candidate[] {
  const beside = points
    .filter(({ architecture }) => architecture === best.architecture)
    .toSorted((a, b) => distance(a, best) - distance(b, best));
  const both = [
    telling(
      beside.filter(({ memoryMB }) => memoryMB < best.memoryMB),
      best,
    ),
    telling(
      beside.filter(({ memoryMB }) => memoryMB > best.memoryMB),
      best,
    ),
  ].flatMap((one) => one ?? []);
  if (!isSameCode) return both;
  const [further] = both.toSorted((a, b) => distance(b, best) - distance(a, best));
  if (further === undefined) return [];
  if (costOf(further) <= MUCH_DEARER * costOf(best)) return [further];
  const halfWay = nearestSize(search, Math.sqrt(further.memoryMB * best.memoryMB));
  return [{ ...further, memoryMB: halfWay }];
}

/** The further away, the more a change of shape shows; but so far it may be another matter. */
const FAR = Math.log(6);
const MUCH_DEARER = 1.5;

/** @param side the nearest first */
function telling(side: readonly PreviousPoint[], best: Candidate): PreviousPoint | undefined {
  return side.findLast((point) => distance(point, best) <= FAR) ?? side[0];
}

function distance({ memoryMB }: Candidate, from: Candidate): number {
  return Math.abs(Math.log(memoryMB / from.memoryMB));
}

/** In a unit of its own. */
function costOf({ architecture, memoryMB, meanMs }: PreviousPoint): number {
  return meanMs * memoryMB * RATE[architecture];
}

/** What was best there; where nothing was measured there, the size of the best. */
function lookAt(
  search: SearchPlan,
  architecture: Architecture,
  best: Candidate,
  points: readonly PreviousPoint[],
  rule: Rule,
): Ask {
  const known = leastOf(
    points.filter((point) => point.architecture === architecture),
    rule,
  );
  return known === undefined
    ? ask({ architecture, memoryMB: nearestSize(search, best.memoryMB) }, FIRST_SAMPLES, 'look')
    : ask(known, NEIGHBOUR_SAMPLES, 'look');
}

/** Of two for one candidate the first: it has no fewer samples. */
function distinctAsks(asks: readonly Ask[]): Ask[] {
  return asks.filter(
    (one, at) =>
      asks.findIndex(({ candidate }) => candidateKey(candidate) === candidateKey(one.candidate)) === at,
  );
}
