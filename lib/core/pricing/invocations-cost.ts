import type { Candidate, Plan } from '../../contract/index.ts';
import { totalCost } from './cost.ts';
import { priceOf } from './price-of.ts';

/**
 * What invocations of one candidate cost together, in the currency of the plan's prices.
 * @throws PriceMissing where the plan holds no price for it.
 */
export function invocationsCost(
  { prices, target }: Pick<Plan, 'prices' | 'target'>,
  { architecture, memoryMB }: Candidate,
  { invocations, billedMs }: { readonly invocations: number; readonly billedMs: number },
): number {
  return totalCost(priceOf(prices, architecture), {
    memoryMB,
    billedMs,
    requests: invocations,
    ephemeralStorageMB: target.ephemeralStorageMB,
  });
}
