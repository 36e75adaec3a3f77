import type { Plan } from '../../contract/index.ts';

/** Samples of each candidate that a search begins with: two of them show how far they may be from one another. */
export const FIRST_SAMPLES = 2;
/** Samples of what an earlier run recommended: so many give a (wide) interval, where that run is borne out. */
export const CONFIRMED_SAMPLES = 2;
/** And of each neighbour: the ratio of two sizes was measured before. */
export const NEIGHBOUR_SAMPLES = 1;

/**
 * Invocations of a new candidate that give no sample of the kind that is looked for: the first of each environment
 * is a cold start. With `onlyColdStarts` that is what is looked for.
 */
export function firstsOf({
  onlyColdStarts,
  concurrency,
}: Pick<Plan, 'onlyColdStarts' | 'concurrency'>): number {
  return onlyColdStarts ? 0 : concurrency;
}
