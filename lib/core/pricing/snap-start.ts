import { regionPrices } from './price-table.ts';
import type { SnapStartPrice } from './snap-start-cost.ts';

/** Of Java: neither cache nor restore is charged for its managed runtimes. */
const NO_CHARGE: SnapStartPrice = { cacheGbSecond: 0, restorePerGb: 0, cacheMinimumHours: 0 };

/**
 * What SnapStart costs a function of this runtime.
 *
 * Source: docs.aws.amazon.com/lambda/latest/dg/snapstart.html, "SnapStart pricing"; prices: the table.
 * @param runtime as Lambda names it (`python3.14`, `java25`); undefined for a container image
 * @returns undefined where the region's price is not known: such a cost is left out and said to be, never 0
 */
export function snapStartPrice(region: string, runtime: string | undefined): SnapStartPrice | undefined {
  if (runtime?.startsWith('java') === true) return NO_CHARGE;
  return regionPrices(region)?.snapStart;
}
