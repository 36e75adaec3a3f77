/**
 * What an answer has to keep before the strategy is asked, in the order in which limits are spoken of:
 * - `p99Ms`, `p90Ms`, `meanMs`: so long may 99 (90) of 100 invocations, or one on average, take at most
 * - `coldP99Ms`: the same of cold starts, init or restore included
 * - `costPerMillionUsd`: what a million invocations may cost, in the currency of the prices
 * - `minHeadroomPercent`: so much of its memory no invocation may have used; 0 is no limit
 */
export const LIMIT_KEYS = [
  'p99Ms',
  'p90Ms',
  'meanMs',
  'coldP99Ms',
  'costPerMillionUsd',
  'minHeadroomPercent',
] as const;
export type LimitKey = (typeof LIMIT_KEYS)[number];

/** Memory that is kept free where the input says nothing of it: a larger event needs more. */
export const DEFAULT_HEADROOM_PERCENT = 10;
