import { MB_PER_GB } from './cost.ts';
import { regionPrices } from './price-table.ts';

/** What SnapStart costs beside the billed milliseconds, in one region; the same on both architectures. */
export interface SnapStartPrice {
  /** For one GB of memory, every second that a published version is there. */
  readonly cacheGbSecond: number;
  /** For one GB of memory, each time that an environment is restored. */
  readonly restorePerGb: number;
  /** A version is cached for at least so long, however soon it is deleted. */
  readonly cacheMinimumHours: number;
}

/** Of Java: neither cache nor restore is charged for its managed runtimes. */
const NO_CHARGE: SnapStartPrice = { cacheGbSecond: 0, restorePerGb: 0, cacheMinimumHours: 0 };
/** 24 × 365 / 12. */
export const HOURS_PER_MONTH = 730;

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

/**
 * What a cold start costs beside its invocation: one restore of the whole memory size. The time that the restore
 * took is not in it: the billed part of that is in the report's Billed Duration already.
 */
export function restoreCost({ restorePerGb }: SnapStartPrice, memoryMB: number): number {
  return (memoryMB / MB_PER_GB) * restorePerGb;
}

/**
 * What one published version costs for being there, used or not, from its publication to its deletion.
 * @param hours of a probe: minutes, for which `cacheMinimumHours` are charged
 */
export function cacheCost(
  { cacheGbSecond, cacheMinimumHours }: SnapStartPrice,
  { memoryMB, hours }: { readonly memoryMB: number; readonly hours: number },
): number {
  return Math.max(hours, cacheMinimumHours) * 3600 * (memoryMB / MB_PER_GB) * cacheGbSecond;
}

export interface SnapStartMonth {
  readonly memoryMB: number;
  /** Cold starts of the month. */
  readonly restores: number;
  /** Published versions that are there all month: one by default. Each costs its cache. */
  readonly versions?: number;
}

/** What SnapStart adds to a month of 730 hours, beside the invocations. */
export function snapStartMonth(
  price: SnapStartPrice,
  { memoryMB, restores, versions = 1 }: SnapStartMonth,
): { readonly cache: number; readonly restores: number; readonly total: number } {
  const cache = versions * cacheCost(price, { memoryMB, hours: HOURS_PER_MONTH });
  const restored = restores * restoreCost(price, memoryMB);
  return { cache, restores: restored, total: cache + restored };
}
