import type { Architecture } from '../../contract/index.ts';
import type { PricePlace } from './price-missing.ts';
import { type PriceTier, regionPrices } from './price-table.ts';

/** What a GB-second costs at each volume. */
export interface GbSecondTiers {
  /** In order; the last has no bound. */
  readonly tiers: readonly (PriceTier & { readonly upToGbSeconds: number })[];
  /** What in them was not seen as a price, in words; absent where all of them were. */
  readonly approximate?: string;
}

/**
 * Volumes in GB-seconds a month from which on Lambda gives 10% and 20% off, of each region and architecture
 * apart, over all functions of the account.
 *
 * Source: aws.amazon.com/blogs/compute/introducing-tiered-pricing-for-aws-lambda.
 */
export const DISCOUNTS: Readonly<Record<Architecture, readonly { fromGbSeconds: number; share: number }[]>> =
  {
    x86_64: [
      { fromGbSeconds: 6e9, share: 0.1 },
      { fromGbSeconds: 15e9, share: 0.2 },
    ],
    arm64: [
      { fromGbSeconds: 7.5e9, share: 0.1 },
      { fromGbSeconds: 18.75e9, share: 0.2 },
    ],
  };

/**
 * The tiers that the price of a run belongs to.
 *
 * - A price of the table whose tiers were all seen: these.
 * - One of which only the first tier was seen: AWS's discounts applied to it, which is approximate, since AWS
 *   rounds what comes out (where all tiers were seen, it differs by less than 4 millionths).
 * - One whose first tier was seen without a bound (China): the same price at any volume, as approximate.
 * - Any other price is the user's own, and holds at any volume.
 *
 * @param gbSecond the price of the first tier that the run reckons with, as in `Price`
 */
export function gbSecondTiers({ region, architecture }: PricePlace, gbSecond: number): GbSecondTiers {
  const seen = regionPrices(region)?.[architecture]?.gbSecondTiers ?? [];
  const [first] = seen;
  const always = { upToGbSeconds: Number.POSITIVE_INFINITY, price: gbSecond };
  if (first?.price !== gbSecond) return { tiers: [always] };
  if (first.upToGbSeconds === undefined) {
    return {
      tiers: [always],
      approximate: `tiers of the price of a GB-second on ${architecture} are not known for the region ${region}: the first one's is taken for any volume`,
    };
  }
  const bounded = seen.flatMap(({ upToGbSeconds, price }) =>
    upToGbSeconds === undefined ? [] : [{ upToGbSeconds, price }],
  );
  if (bounded.at(-1)?.upToGbSeconds === Number.POSITIVE_INFINITY) return { tiers: bounded };
  return {
    tiers: discounted(architecture, gbSecond),
    approximate: `only the first tier of the price of a GB-second on ${architecture} was seen for the region ${region}: the discounts of 10% and 20% are applied to it, and AWS rounds what comes out`,
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

function discounted(architecture: Architecture, gbSecond: number): GbSecondTiers['tiers'] {
  const steps = [{ fromGbSeconds: 0, share: 0 }, ...DISCOUNTS[architecture]];
  return steps.map(({ share }, index) => ({
    upToGbSeconds: steps[index + 1]?.fromGbSeconds ?? Number.POSITIVE_INFINITY,
    price: gbSecond * (1 - share),
  }));
}
