import type { Candidate, Plan, Previous, PreviousPoints } from '../../contract/index.ts';
import type { Measured } from '../analysis/examined.ts';
import { type Belief, believe } from './belief.ts';
import { evidenceOf, noiseOf } from './evidence.ts';
import { neighboursOwed } from './first-again.ts';
import type { Ask } from './next-step.ts';
import { isSameCode } from './same-code.ts';
import type { Shape } from './shapes.ts';
import type { SearchingPlan } from './sizes.ts';
import { type Both, isOtherPace, unchangedOrNot } from './supposition.ts';

/** What an earlier run measured of the kind of invocations that this one compares. */
export function pointsOfKind(
  plan: Pick<Plan, 'onlyColdStarts'>,
  previous: Previous | undefined,
): PreviousPoints | undefined {
  return previous?.[kindOf(plan)];
}

type Kind = 'warm' | 'cold';

function kindOf({ onlyColdStarts }: Pick<Plan, 'onlyColdStarts'>): Kind {
  return onlyColdStarts ? 'cold' : 'warm';
}

/**
 * What is believed after what was measured, and where the run starts from an earlier one, after that: it says which
 * shapes are probable, never how long anything takes now. What was measured by other means than these samples says
 * nothing of them.
 *
 * @param kind of the invocations that the measured are compared by
 */
export function believeMeasured(
  plan: Plan,
  shapes: readonly Shape[],
  candidates: readonly Candidate[],
  measured: readonly Measured[],
  kind = kindOf(plan),
): Belief {
  const both = bothOf(plan, measured, kind);
  if (both === undefined) return believe(shapes, candidates, measured.map(evidenceOf), noiseOf(measured));
  return believe(shapes, candidates, both.evidence, both.noise, unchangedOrNot(shapes, both));
}

/** What this run measured beside what the earlier one did, where it starts from one. */
function bothOf(plan: Plan, measured: readonly Measured[], kind: Kind): Both | undefined {
  const earlier = earlierOf(plan, measured, kind);
  if (earlier === undefined) return undefined;
  const severalPayloads = plan.payloadWeights.length > 1;
  return {
    earlier: earlier.points.map(({ meanMs, usualMs, n, ...candidate }) => ({
      candidate,
      logDuration: Math.log((severalPayloads ? undefined : usualMs) ?? meanMs),
      n,
    })),
    evidence: measured.map(evidenceOf),
    // The samples of several payloads differ by more than noise.
    noise: noiseOf(measured, severalPayloads ? undefined : earlier),
    isSameCode: isSameCode(plan.search, plan.target),
  };
}

/**
 * What is still to be measured where an earlier run seems borne out, since one size was measured only: where that takes
 * longer or less than it did, the curve may be another too.
 */
export function owedAgain(plan: SearchingPlan, measured: readonly Measured[]): Ask[] {
  const { search } = plan;
  const both = bothOf(plan, measured, kindOf(plan));
  const earlier = pointsOfKind(plan, search.previous);
  if (both === undefined || earlier === undefined || !isOneSize(measured) || !isOtherPace(both)) return [];
  return neighboursOwed(search, earlier, plan);
}

/** Then the shape of the curve was not looked at. */
export function isOneSize(measured: readonly Measured[]): boolean {
  return new Set(measured.map(({ candidate }) => candidate.memoryMB)).size === 1;
}

function earlierOf(plan: Plan, measured: readonly Measured[], kind: Kind): PreviousPoints | undefined {
  const previous = plan.search?.previous;
  const isSameMeans = measured.every(({ digest }) => digest.measuredBy === previous?.measuredBy);
  return isSameMeans ? previous?.[kind] : undefined;
}

/** From this probability on; under it the search begins anew. */
const BORNE_OUT = 0.9;

/**
 * Whether what was measured bears out the earlier run: from then on what that one knew is taken as known.
 * @returns undefined where there is none.
 */
export function isBorneOut({ supposed }: Pick<Belief, 'supposed'>): boolean | undefined {
  const [unchanged = 1, changed] = supposed;
  return changed === undefined ? undefined : unchanged >= BORNE_OUT;
}
