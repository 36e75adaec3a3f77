import { ARCHITECTURES, type Architecture, type Prices } from '../../contract/index.ts';
import { FIRST_DISCOUNT_GB_SECONDS, type GbSecondTiers } from './at-volume.ts';
import type { PricePlace } from './price-missing.ts';
import { regionPrices } from './price-table.ts';

/**
 * Volumes in GB-seconds a month from which on Lambda gives 10% and 20% off, of each region and architecture
 * apart, over all functions of the account.
 *
 * Source: aws.amazon.com/blogs/compute/introducing-tiered-pricing-for-aws-lambda.
 */
export const DISCOUNTS: Readonly<Record<Architecture, readonly { fromGbSeconds: number; share: number }[]>> =
  {
    x86_64: [
      { fromGbSeconds: FIRST_DISCOUNT_GB_SECONDS, share: 0.1 },
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

function discounted(architecture: Architecture, gbSecond: number): GbSecondTiers['tiers'] {
  const steps = [{ fromGbSeconds: 0, share: 0 }, ...DISCOUNTS[architecture]];
  return steps.map(({ share }, index) => ({
    upToGbSeconds: steps[index + 1]?.fromGbSeconds ?? Number.POSITIVE_INFINITY,
    price: gbSecond * (1 - share),
  }));
}

/**
 * The prices of a plan with the tiers of each GB-second, for what is stated of a month. JSON has no Infinity: the
 * last tier has no bound.
 */
export function withTiers(prices: Prices, region: string): Prices {
  const tiered = ARCHITECTURES.flatMap((architecture) => {
    const price = prices[architecture];
    if (price === undefined) return [];
    const { tiers, approximate } = gbSecondTiers({ region, architecture }, price.gbSecond);
    const bounded = tiers.map(({ upToGbSeconds, price: gbSecond }) =>
      upToGbSeconds === Number.POSITIVE_INFINITY ? { gbSecond } : { gbSecond, upToGbSeconds },
    );
    return [
      [
        architecture,
        { ...price, tiers: bounded, ...(approximate === undefined ? {} : { tiersNote: approximate }) },
      ] as const,
    ];
  });
  return { ...prices, ...Object.fromEntries(tiered) };
}
