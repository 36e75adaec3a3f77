import type { Digest, Plan } from '../../contract/index.ts';
import { restoreCost } from './snap-start-cost.ts';

/** What SnapStart charges for the restores of a candidate's samples, together; 0 where it charges nothing. */
export function restoresCost(
  { prices: { snapStart } }: Pick<Plan, 'prices'>,
  { memoryMB, strata }: Pick<Digest, 'memoryMB' | 'strata'>,
): number {
  if (snapStart === undefined) return 0;
  const restored = strata.reduce((sum, one) => sum + (one.restored?.n ?? 0), 0);
  return restored * restoreCost(snapStart, memoryMB);
}

/** What one may be charged for beside its invocation, of a cold start of this size. */
export function coldStartSurcharge(
  { prices: { snapStart } }: Pick<Plan, 'prices'>,
  memoryMB: number,
): number {
  return snapStart === undefined ? 0 : restoreCost(snapStart, memoryMB);
}
