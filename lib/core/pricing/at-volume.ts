import type { Price } from '../../contract/index.ts';

/**
 * The least volume of a month from which on AWS gives a discount: that of x86_64. All are in
 * gb-second-tiers.ts, which would bring the table of prices into the Analyzer.
 */
export const FIRST_DISCOUNT_GB_SECONDS = 6e9;

/** What a GB-second costs at each volume. */
export interface GbSecondTiers {
  /** In order; the last has no bound. */
  readonly tiers: readonly { readonly price: number; readonly upToGbSeconds: number }[];
  /** What in them was not seen as a price, in words; absent where all of them were. */
  readonly approximate?: string;
}

/** The tiers that a plan's price has; without any, the price holds at every volume. */
export function tiersOf({ gbSecond, tiers = [{ gbSecond }], tiersNote }: Price): GbSecondTiers {
  return {
    tiers: tiers.map(({ gbSecond: price, upToGbSeconds = Number.POSITIVE_INFINITY }) => ({
      price,
      upToGbSeconds,
    })),
    ...(tiersNote === undefined ? {} : { approximate: tiersNote }),
  };
}

/** What a month's GB-seconds cost: each at the price of the tier that it falls into, not all at the last one's. */
export function gbSecondsCost({ tiers }: GbSecondTiers, gbSeconds: number): number {
  return tiers.reduce((cost, { upToGbSeconds, price }, index) => {
    const from = tiers[index - 1]?.upToGbSeconds ?? 0;
    return cost + Math.max(0, Math.min(gbSeconds, upToGbSeconds) - from) * price;
  }, 0);
}

/** The mean price of a GB-second at a month's volume. Of none, it is that of the first tier. */
export function gbSecondAtVolume(tiers: GbSecondTiers, gbSeconds: number): number {
  return gbSeconds > 0 ? gbSecondsCost(tiers, gbSeconds) / gbSeconds : (tiers.tiers[0]?.price ?? 0);
}
