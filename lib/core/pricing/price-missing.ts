import { type Architecture, PriceMissing } from '../../contract/index.ts';

/** Where a price is looked for. */
export interface PricePlace {
  readonly region: string;
  readonly architecture: Architecture;
}

/** A price that isn't there, in words: `a GB-second`, `a request`. */
export interface MissingPrice {
  readonly of: string;
  readonly architecture: Architecture;
}

/**
 * Everything that a run lacks in one region, and both remedies.
 * @param missing at least one
 */
export function priceMissing(region: string, missing: readonly MissingPrice[]): PriceMissing {
  const named = missing.map(({ of, architecture }) => `of ${of} on ${architecture}`).join(' or ');
  const architectures = [...new Set(missing.map(({ architecture }) => architecture))];
  return new PriceMissing(
    `no price ${named} is known for the region ${region}: ${givePrices(architectures)}, or ${refreshPrices(region)}`,
  );
}

/** The remedy that is at hand, with an example. */
export function givePrices(architectures: readonly Architecture[]): string {
  const gbSecond = Object.fromEntries(architectures.map((architecture) => [architecture, 0.0000166667]));
  const example = { prices: { gbSecond, request: 2e-7, currency: 'USD' } };
  return (
    `give it in the input as \`prices\`, from your price list, for example ${JSON.stringify(example)}` +
    ' (for one GB-second and one request)'
  );
}

/** The remedy that lasts. */
export function refreshPrices(region: string): string {
  return `read AWS's price list in the repository (npm run prices:refresh -- --region ${region} --write) and deploy again`;
}
