import type { Price } from '../../contract/index.ts';
import { type InvocationUse, invocationCost, MB_PER_GB } from './cost.ts';
import type { PricePlace } from './price-missing.ts';
import { regionPrices } from './price-table.ts';

/** What provisioned concurrency costs, in one region and architecture. */
export interface ProvisionedPrice {
  /** For one GB, every second that an environment is configured, used or not. */
  readonly concurrencyGbSecond: number;
  /** For one GB-second of an invocation that it serves, in place of the ordinary price. */
  readonly durationGbSecond: number;
}

/** The time that it is configured is rounded up to this. */
const STEP_SECONDS = 300;

/** The table's prices; undefined where one of them is not known. */
export function provisionedPrice({ region, architecture }: PricePlace): ProvisionedPrice | undefined {
  const row = regionPrices(region)?.[architecture];
  if (row?.provisionedConcurrencyGbSecond === undefined || row.provisionedDurationGbSecond === undefined) {
    return undefined;
  }
  return {
    concurrencyGbSecond: row.provisionedConcurrencyGbSecond,
    durationGbSecond: row.provisionedDurationGbSecond,
  };
}

/**
 * What it costs to keep environments ready, without any invocation: from the moment that it is enabled until it
 * is disabled, rounded up to 5 minutes.
 *
 * Source: aws.amazon.com/lambda/pricing, "Provisioned Concurrency".
 */
export function provisionedCost(
  { concurrencyGbSecond }: ProvisionedPrice,
  use: { readonly memoryMB: number; readonly environments: number; readonly seconds: number },
): number {
  const seconds = Math.ceil(use.seconds / STEP_SECONDS) * STEP_SECONDS;
  return use.environments * seconds * (use.memoryMB / MB_PER_GB) * concurrencyGbSecond;
}

/** What one environment of this size costs an hour. */
export function provisionedHourCost(price: ProvisionedPrice, memoryMB: number): number {
  return provisionedCost(price, { memoryMB, environments: 1, seconds: 3600 });
}

/**
 * What an invocation costs that provisioned concurrency serves: cheaper than an ordinary one, beside what the
 * environment costs by the hour. Requests and ephemeral storage cost the same.
 * @throws PriceMissing where /tmp is over 512 MB and its price is not known.
 */
export function provisionedInvocationCost(
  price: Price,
  { durationGbSecond }: ProvisionedPrice,
  use: InvocationUse,
): number {
  return invocationCost({ ...price, gbSecond: durationGbSecond }, use);
}
