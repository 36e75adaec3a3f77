import type { Plan } from '../../contract/index.ts';
import type { Measured } from './examined.ts';

/** How rarely an undisturbed run is called drifting or disturbed: once in a hundred runs each. */
export const ALPHA = 0.01;
/** Neighbouring sizes differ in cost by little more: from here on it can change the answer. */
export const RELEVANT_SHARE = 0.03;

/** Fewer samples say nothing about time. */
const MIN_SAMPLES = 20;
/** Of the samples, how many may run at once. */
const MAX_AT_ONCE = 0.05;

/**
 * Whether a candidate's samples are ordered by time. They come as they end: of many that run at once the slow
 * ones come last, which is no drift.
 */
export function inOrderOfTime({ concurrency, onlyColdStarts }: Plan, { compared }: Measured): boolean {
  const n = compared.points.length;
  return n >= MIN_SAMPLES && (concurrency === 1 || concurrency <= MAX_AT_ONCE * n) && !onlyColdStarts;
}
