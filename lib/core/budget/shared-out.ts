import type { Work } from '../../contract/index.ts';
import type { CandidateEstimate } from './estimate.ts';

/** What a candidate is asked for, and what that costs at most. */
export type PricedWork = Pick<CandidateEstimate, 'work' | 'cost'>;

/**
 * The work with its money: all that is left, in proportion to what each may cost. What one needs beyond its share is
 * not taken from another.
 *
 * @param left in the currency of the plan's prices
 */
export function sharedOut(candidates: readonly PricedWork[], left: number): Work[] {
  const all = candidates.reduce((sum, { cost }) => sum + cost, 0);
  // Given prices may be zero.
  return candidates.map(({ work, cost }) => ({ ...work, maxCost: all === 0 ? left : (left * cost) / all }));
}
