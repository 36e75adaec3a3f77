import type { Price } from '../../contract/index.ts';
import { FIRST_DISCOUNT_GB_SECONDS, gbSecondAtVolume, tiersOf } from './at-volume.ts';
import { type InvocationUse, MB_PER_GB, totalCost } from './cost.ts';
import type { PricePlace } from './price-missing.ts';

/** A month of one configuration. */
export interface MonthlyUse extends InvocationUse {
  readonly invocations: number;
  /** The arithmetic mean over all of them, cold starts included, not rounded. */
  readonly billedMs: number;
}

export interface MonthlyCost {
  /** In the price's currency, not rounded. */
  readonly cost: number;
  readonly gbSeconds: number;
  /** The mean price of one of them at this volume. */
  readonly gbSecond: number;
  /** What in it is not exact, in words. */
  readonly approximate?: string;
}

/**
 * What a month costs: GB-seconds at the price of their tiers (withTiers in gb-second-tiers.ts), requests and
 * ephemeral storage. The free tier is not subtracted (it is the account's, not the function's), nor savings
 * plans; and the volume is this function's alone, so that with others in the account it may reach cheaper
 * tiers earlier.
 *
 * @throws PriceMissing where /tmp is over 512 MB and its price is not known.
 */
export function monthlyCost(price: Price, use: MonthlyUse, place?: PricePlace): MonthlyCost {
  const { invocations, memoryMB, ephemeralStorageMB } = use;
  const billedMs = invocations * use.billedMs;
  const gbSeconds = (billedMs / 1000) * (memoryMB / MB_PER_GB);
  const tiers = tiersOf(price);
  const gbSecond = gbSecondAtVolume(tiers, gbSeconds);
  const { upToGbSeconds: bound = 0 } = tiers.tiers[0] ?? {};
  // A first tier whose bound was not seen may still have one.
  const beyondFirst = gbSeconds > (Number.isFinite(bound) ? bound : FIRST_DISCOUNT_GB_SECONDS);
  const { approximate } = tiers;
  return {
    cost: totalCost(
      { ...price, gbSecond },
      { memoryMB, ephemeralStorageMB, billedMs, requests: invocations },
      place,
    ),
    gbSeconds,
    gbSecond,
    ...(approximate !== undefined && beyondFirst ? { approximate } : {}),
  };
}
