import type { Plan } from '../../contract/index.ts';
import { hasCondensed } from '../digest/count.ts';
import type { Measured } from './examined.ts';

/** How rarely an undisturbed run is called drifting or disturbed: once in a hundred runs each. */
export const ALPHA = 0.01;
/** Neighbouring sizes differ in cost by little more: from here on it can change the answer. */
export const RELEVANT_SHARE = 0.03;

/** Fewer samples say nothing about time. */
const MIN_SAMPLES = 20;

/**
 * Whether a candidate's samples are known one by one, ordered by the time at which they were sent. Condensed ones
 * have no order any more; cold starts come in bursts.
 */
export function inOrderOfTime({ onlyColdStarts }: Plan, { compared, digest }: Measured): boolean {
  const groups = compared.coldStandIn ? (['cold', 'restored'] as const) : (['warm'] as const);
  return compared.points.length >= MIN_SAMPLES && !onlyColdStarts && !hasCondensed(digest, groups);
}
