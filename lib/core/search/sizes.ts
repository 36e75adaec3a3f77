import { type Candidate, candidateKey, MEMORY_MB, type Plan, type SearchPlan } from '../../contract/index.ts';
import type { Examined } from '../analysis/examined.ts';
import { headroomPercent } from '../analysis/headroom.ts';
import { distinct } from './distinct.ts';

/**
 * The sizes that a search looks at where the input names none: multiples of 64 MB, which people like, further
 * apart as they grow, since what matters is their ratio. Between them 1 MB steps are possible (`finer` in
 * promising.ts).
 */
const SIZES: readonly number[] = [
  ...steps(MEMORY_MB.min, 1024, 64),
  ...steps(1024, 2048, 128),
  ...steps(2048, 4096, 256),
  ...steps(4096, MEMORY_MB.max + 1, 512),
];

function steps(from: number, below: number, by: number): number[] {
  return Array.from({ length: Math.ceil((below - from) / by) }, (_, index) => from + index * by);
}

/** A plan whose sizes are searched for. */
export type SearchingPlan = Plan & { readonly search: SearchPlan };

export function isSearching<T extends Pick<Plan, 'search'>>(
  plan: T,
): plan is T & { readonly search: SearchPlan } {
  return plan.search !== undefined;
}

/** What bounds the sizes that are worth trying. */
export interface Bounds {
  readonly smallestMB: number;
  readonly largestMB: number;
}

/**
 * What failures and used memory leave: what failed below the smallest size that works is too small, what
 * failed above the largest that works is too large (an account may be limited, or the machine that stands for
 * Lambda), and a size of which more would be used than has to stay free isn't recommended.
 *
 * @param failedBefore in an earlier run that this one bears out
 */
export function boundsOf(
  plan: SearchingPlan,
  examined: readonly Examined[],
  failedBefore: readonly Candidate[] = [],
): Bounds {
  const { search } = plan;
  const works = examined.filter((one) => one.status === 'measured');
  const sizes = works.map(({ candidate }) => candidate.memoryMB);
  const tried = examined.filter(({ back }) => back.length > 0);
  const before = failedBefore.map(({ memoryMB }) => memoryMB);
  const sizesWith = (...statuses: readonly Examined['status'][]) => [
    ...tried.filter(({ status }) => statuses.includes(status)).map(({ candidate }) => candidate.memoryMB),
    ...before,
  ];
  const failed = sizesWith('failed');
  // What this machine can't stand for at some size, it can't at a larger one.
  const tooLarge = sizesWith('failed', 'not-measurable');
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const used = Math.min(...works.map(({ digest }) => digest.maxMemoryUsedMB ?? 0));
  const needed = used / (1 - headroomPercent(plan) / 100);
  return {
    smallestMB: Math.max(
      search.smallestMB,
      ...failed.filter((size) => size < least).map((size) => size + 1),
      // What was measured at a larger size is what it would use: a collector of garbage may do with less.
      ...(works.length === 0 ? [] : [Math.ceil(needed)]),
    ),
    largestMB: Math.min(
      search.largestMB,
      ...tooLarge
        .filter((size) => size > most)
        .map((size) => (isBeyondQuota(size, most) ? QUOTA_MB : size - 1)),
    ),
  };
}

/** New accounts have no more memory than this. */
const QUOTA_MB = 3008;

function isBeyondQuota(failed: number, works: number): boolean {
  return works <= QUOTA_MB && failed > QUOTA_MB;
}

/**
 * All that may be tried or chosen: sizes within the bounds that weren't tried in vain, and what was measured, on each
 * architecture.
 */
export function candidatesInQuestion(
  { search }: SearchingPlan,
  measured: readonly Candidate[],
  inVain: readonly Candidate[],
  { smallestMB, largestMB }: Bounds,
): Candidate[] {
  const out = new Set(inVain.map(candidateKey));
  const works = new Set(measured.map(({ architecture }) => architecture));
  const isWithin = (size: number) => size >= smallestMB && size <= largestMB;
  const left = sizesOf(search).filter(isWithin);
  // Where what was tried on an architecture gave nothing, and it wasn't for its size, another is no better.
  const hopeless = new Set(
    inVain.flatMap(({ architecture, memoryMB }) =>
      !works.has(architecture) && isWithin(memoryMB) ? [architecture] : [],
    ),
  );
  const all = [
    ...measured,
    ...search.architectures
      .filter((architecture) => !hopeless.has(architecture))
      .flatMap((architecture) => left.map((memoryMB) => ({ architecture, memoryMB })))
      .filter((candidate) => !out.has(candidateKey(candidate))),
  ];
  return distinct(all);
}

/** The size that may be tried nearest to one, by their ratio. */
export function nearestSize(search: SearchPlan, to: number): number {
  const distance = (size: number) => Math.abs(Math.log(size / to));
  return sizesOf(search).toSorted((a, b) => distance(a) - distance(b))[0] ?? to;
}

/** The sizes that a search looks at; the ends of what it may look at among them. */
export function sizesOf({ sizes, smallestMB, largestMB }: SearchPlan): number[] {
  const all = sizes ?? [smallestMB, ...SIZES, largestMB];
  return [...new Set(all)].filter((size) => size >= smallestMB && size <= largestMB).sort((a, b) => a - b);
}

/** Whether a candidate is one of those that are searched among: the current configuration may be another. */
export function mayBeChosen(
  { architectures, sizes }: SearchPlan,
  { architecture, memoryMB }: Candidate,
): boolean {
  return architectures.includes(architecture) && (sizes === undefined || sizes.includes(memoryMB));
}
