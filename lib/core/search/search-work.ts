import {
  type Candidate,
  candidateKey,
  type Plan,
  type SearchPlan,
  type Target,
  type Work,
} from '../../contract/index.ts';
import type { Examined } from '../analysis/examined.ts';
import type { Rule } from '../strategy/score.ts';
import { pointsOfKind } from './earlier.ts';
import { askAgain } from './first-again.ts';
import { FIRST_SAMPLES, firstsOf } from './first-samples.ts';
import type { Ask } from './next-step.ts';
import { mayBeChosen, nearestSize } from './sizes.ts';

/**
 * Where a search begins, in MB: cost is decided by whether duration falls with memory as fast as memory grows, which
 * two small sizes tell for little money; speed at the large end.
 */
const BEGINS_AT = { cost: [128, 640], balanced: [256, 1024], speed: [512, 1792] } as const;
/** The other architecture is compared at one of them: a function has one shape at two speeds. */
const OTHER_AT = 1;
/** A size that is this near to the current one is left out for it. */
const AS_GOOD_AS = Math.log(1.5);

/** What a search's first round depends on. */
export interface Beginning extends Rule {
  readonly onlyColdStarts: boolean;
  readonly baseline?: Candidate | undefined;
  readonly target: Pick<Target, 'architecture' | 'memoryMB' | 'codeSha256'>;
}

/**
 * What a search begins with: the current configuration, and sizes that show how duration depends on memory; where it
 * starts from an earlier run, what that found.
 */
export function firstAsks({ search, ...beginning }: Beginning & { readonly search: SearchPlan }): Ask[] {
  const earlier = pointsOfKind(beginning, search.previous);
  const again = earlier && askAgain(search, earlier, beginning);
  return again ?? firstLooks({ search, ...beginning });
}

/** What a search begins with where nothing is known of the function. */
export function firstLooks({
  search,
  strategy,
  baseline,
  target,
}: Omit<Beginning, 'onlyColdStarts' | 'balancedWeight'> & { readonly search: SearchPlan }): Ask[] {
  const own = search.architectures.includes(target.architecture)
    ? target.architecture
    : (search.architectures[0] ?? target.architecture);
  const isMeasuredAnyway = (one: Candidate) =>
    baseline !== undefined &&
    mayBeChosen(search, baseline) &&
    baseline.architecture === one.architecture &&
    Math.abs(Math.log(baseline.memoryMB / one.memoryMB)) < AS_GOOD_AS;
  const sizes = [...new Set(BEGINS_AT[strategy].map((size) => nearestSize(search, size)))];
  const others = search.architectures.filter((architecture) => architecture !== own);
  const looked = [
    ...sizes.map((memoryMB) => ({ architecture: own, memoryMB })),
    ...others.map((architecture) => ({ architecture, memoryMB: sizes[OTHER_AT] ?? sizes[0] ?? 0 })),
  ].filter((candidate) => !isMeasuredAnyway(candidate));
  return [
    ...(baseline === undefined
      ? []
      : [{ candidate: baseline, samples: FIRST_SAMPLES, reason: 'current' as const }]),
    ...looked.map((candidate) => ({ candidate, samples: FIRST_SAMPLES, reason: 'look' as const })),
  ];
}

/**
 * The candidates of a search's first round, in the order in which a result has them. The current configuration is
 * one of them, where its size may be chosen.
 */
export function firstCandidates(search: SearchPlan, beginning: Beginning): Candidate[] {
  return inOrder(
    search,
    firstAsks({ ...beginning, search })
      .map(({ candidate }) => candidate)
      .filter((candidate) => mayBeChosen(search, candidate)),
  );
}

/** By architecture as in the input, the smallest size first. */
export function inOrder({ architectures }: SearchPlan, candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ architecture }: Candidate) => {
    const at = architectures.indexOf(architecture);
    return at < 0 ? architectures.length : at;
  };
  return candidates.toSorted((a, b) => rank(a) - rank(b) || a.memoryMB - b.memoryMB);
}

/** What the Executor is asked for: samples, and with a new candidate the first invocation of each environment too. */
export function searchWork(
  plan: Pick<Plan, 'onlyColdStarts' | 'concurrency' | 'payloadWeights' | 'coldStarts'>,
  asks: readonly Ask[],
  examined: readonly Examined[] = [],
): Work[] {
  const known = new Map(examined.map((one) => [candidateKey(one.candidate), one]));
  return asks.map(({ candidate: { architecture, memoryMB }, samples, ofEach = 1 }) => {
    const one = known.get(candidateKey({ architecture, memoryMB }));
    const before = one?.digest;
    // Each payload once at least, and in the same proportion in each round.
    const least = Math.max(samples, ofEach * plan.payloadWeights.length);
    if (before === undefined) {
      return { architecture, memoryMB, samples: least + firstsOf(plan) };
    }
    return {
      architecture,
      memoryMB,
      samples: least,
      ...(plan.coldStarts === undefined ? {} : { warmOnly: true }),
      earlier: {
        killed: before.killed ?? 0,
        calls: before.calls,
        ...(one?.status === 'measured' ? { measured: true } : {}),
      },
    };
  });
}
