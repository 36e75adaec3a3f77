import { type Price, PriceMissing } from '../../contract/index.ts';
import { type PricePlace, refreshPrices } from './price-missing.ts';

/** /tmp that comes with every function, in MB. */
export const FREE_EPHEMERAL_STORAGE_MB = 512;
/** Lambda's GB. */
export const MB_PER_GB = 1024;

/** What one invocation used. */
export interface InvocationUse {
  readonly memoryMB: number;
  /** As reported: ceil(duration + init). */
  readonly billedMs: number;
  /** The configured size of /tmp. */
  readonly ephemeralStorageMB: number;
}

/** What several invocations of one configuration used together. */
export interface TotalUse extends InvocationUse {
  readonly requests: number;
}

/**
 * What one invocation costs, in the price's currency, not rounded:
 * billed seconds × GB of memory × price of a GB-second
 * + one request
 * + billed seconds × GB of /tmp over 512 MB × its price.
 *
 * Source: aws.amazon.com/lambda/pricing.
 * @param place whose price it is, for the error
 * @throws PriceMissing where /tmp is over 512 MB and its price is not known.
 */
export function invocationCost(price: Price, use: InvocationUse, place?: PricePlace): number {
  return totalCost(price, { ...use, requests: 1 }, place);
}

/** The same for the billed milliseconds of several invocations together. */
export function totalCost(price: Price, use: TotalUse, place?: PricePlace): number {
  const seconds = use.billedMs / 1000;
  return (
    seconds * (use.memoryMB / MB_PER_GB) * price.gbSecond +
    use.requests * price.request +
    seconds * ephemeralPerSecond(price, use.ephemeralStorageMB, place)
  );
}

function ephemeralPerSecond(price: Price, ephemeralStorageMB: number, place: PricePlace | undefined): number {
  const paidMB = Math.max(0, ephemeralStorageMB - FREE_EPHEMERAL_STORAGE_MB);
  if (paidMB === 0) return 0;
  if (price.ephemeralGbSecond === undefined) {
    const where = place === undefined ? 'here' : `on ${place.architecture} for the region ${place.region}`;
    const refresh = place === undefined ? '' : `, or ${refreshPrices(place.region)}`;
    throw new PriceMissing(
      `no price of ephemeral storage over ${FREE_EPHEMERAL_STORAGE_MB} MB is known ${where}; the function has ${ephemeralStorageMB} MB: ` +
        `tune a copy of it with ${FREE_EPHEMERAL_STORAGE_MB} MB, or in a region whose price is known${refresh}`,
    );
  }
  return (paidMB / MB_PER_GB) * price.ephemeralGbSecond;
}
