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
import { cheapestTelling, furtherOf, sidesOf, tellingFor } from './neighbours.ts';
import type { Ask } from './next-step.ts';
import { firstRunOf, roughCostOf } from './point-price.ts';
import { isSameCode } from './same-code.ts';
import { mayBeChosen, nearestSize } from './sizes.ts';

/** A run that finds nothing new may cost so much of one that knows nothing of the function. */
const SHARE_OF_FIRST_RUN = 1 / 3;

/** What a search begins with that starts from an earlier run depends on. */
export interface Again extends Rule {
  readonly baseline?: Candidate | undefined;
  readonly target: Pick<Target, 'codeSha256'>;
  readonly onlyColdStarts: boolean;
}

/**
 * What a search begins with that starts from an earlier run: the answer of that one, its neighbours there, the best of
 * the other architecture, and the current configuration. Two sizes tell whether the curve still has its shape.
 *
 * Of the same code, what is measured beside the answer is chosen so that all comes to a third of what a first run
 * costs; where none is that cheap, the answer alone tells whether it takes as long as it did (`neighboursOwed`).
 *
 * @returns undefined where fewer than two of its sizes may be chosen now.
 */
export function askAgain(search: SearchPlan, earlier: PreviousPoints, again: Again): Ask[] | undefined {
  const known = knownOf(search, earlier, again);
  if (known === undefined) return undefined;
  const { best, points } = known;
  const others = search.architectures.filter((architecture) => architecture !== best.architecture);
  const needed = distinctAsks([
    confirm(best, 'again'),
    ...(again.baseline === undefined ? [] : [confirm(again.baseline, 'current')]),
    ...others.map((architecture) => lookAt(search, architecture, best, points, again)),
  ]);
  const neighbours = isSameCode(search, again.target)
    ? affordable(search, known, earlier, needed, again)
    : known.sides;
  return distinctAsks([...needed, ...neighbours.map((one) => ask(one, NEIGHBOUR_SAMPLES, 'look'))]);
}

/**
 * The neighbour that was too dear to begin with: where the answer is no longer as fast as it was, its curve may be
 * another too.
 */
export function neighboursOwed(search: SearchPlan, earlier: PreviousPoints, again: Again): Ask[] {
  const known = knownOf(search, earlier, again);
  if (known === undefined) return [];
  const { best, sides } = known;
  const side = furtherOf(best, sides);
  const neighbour = tellingFor(search, best, side) ?? cheapestTelling(search, best, side);
  return [ask(neighbour, NEIGHBOUR_SAMPLES, 'look')];
}

interface Known {
  readonly best: PreviousPoint;
  readonly points: readonly PreviousPoint[];
  /** What tells most on each side of the best, of what was measured there. */
  readonly sides: readonly [PreviousPoint, ...PreviousPoint[]];
}

function knownOf(search: SearchPlan, earlier: PreviousPoints, rule: Rule): Known | undefined {
  const points = earlier.points.filter((point) => mayBeChosen(search, point) && isWithin(search, point));
  const best = bestOf(search, points, rule);
  if (best === undefined) return undefined;
  const [one, ...other] = sidesOf(best, points);
  return one === undefined ? undefined : { best, points, sides: [one, ...other] };
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
    cost: roughCostOf(point),
  }));
  const score = scorer(rule, costed);
  return costed.toSorted((a, b) => score(a) - score(b))[0]?.point;
}

/** Of the same code: the size that tells most of those for which a confirmation has the money. */
function affordable(
  search: SearchPlan,
  known: Known,
  earlier: PreviousPoints,
  needed: readonly Ask[],
  { onlyColdStarts }: Again,
): PreviousPoint[] {
  const { best, points, sides } = known;
  const firsts = onlyColdStarts ? 0 : 1;
  const priceOf = (candidate: Candidate) =>
    roughCostOf(expected(points, candidate, best)) / roughCostOf(best);
  const spent = needed.reduce(
    (sum, { candidate, samples }) => sum + (samples + firsts) * priceOf(candidate),
    0,
  );
  const left = SHARE_OF_FIRST_RUN * (earlier.firstRun ?? firstRunOf(points, best, firsts)) - spent;
  const neighbour = tellingFor(search, best, furtherOf(best, sides), left / (NEIGHBOUR_SAMPLES + firsts));
  return neighbour === undefined ? [] : [neighbour];
}

/** What was measured of it then; else what the best takes. */
function expected(
  points: readonly PreviousPoint[],
  candidate: Candidate,
  best: PreviousPoint,
): PreviousPoint {
  const known = points.find((point) => candidateKey(point) === candidateKey(candidate));
  return known ?? { ...best, ...candidate };
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
