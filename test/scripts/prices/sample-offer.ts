/** Offer files in the format of AWS's price list, as small as a test wants them. */

/** [from, up to, price]. */
export type SampleTier = readonly [from: string, upTo: string, price: string];

export interface SampleProduct {
  readonly usagetype: string;
  readonly regionCode?: string;
  readonly unit: string;
  /** One price, or several by volume. */
  readonly price: string | readonly SampleTier[];
  readonly currency?: string;
  readonly group?: string;
}

export interface SampleOffer {
  readonly offerCode?: string;
  readonly publicationDate?: string;
  readonly formatVersion?: string;
}

/** The file's text. */
export function sampleOffer(products: readonly SampleProduct[], offer: SampleOffer = {}): string {
  const skus = products.map((product, index) => [`SKU${index}`, product] as const);
  return JSON.stringify({
    formatVersion: 'v1.0',
    disclaimer: 'A sample',
    offerCode: 'AWSLambda',
    version: '20261128000000',
    publicationDate: '2026-11-28T00:00:00Z',
    ...offer,
    products: Object.fromEntries(
      skus.map(([sku, { usagetype, regionCode, group }]) => [
        sku,
        { sku, productFamily: 'Serverless', attributes: { usagetype, regionCode, group, operation: '' } },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        skus.map(([sku, product]) => [sku, { [`${sku}.JRTCKXETXF`]: sampleTerm(sku, product) }]),
      ),
    },
  });
}

function sampleTerm(sku: string, { unit, price, currency = 'USD' }: SampleProduct) {
  const tiers: readonly SampleTier[] = typeof price === 'string' ? [['0', 'Inf', price]] : price;
  return {
    offerTermCode: 'JRTCKXETXF',
    sku,
    effectiveDate: '2026-11-01T00:00:00Z',
    priceDimensions: Object.fromEntries(
      tiers.map(([beginRange, endRange, amount], index) => [
        `${sku}.JRTCKXETXF.${index}`,
        { unit, beginRange, endRange, pricePerUnit: { [currency]: amount } },
      ]),
    ),
  };
}

/** What every region has: a GB-second and a request, on both architectures. */
export function bothArchitectures(
  regionCode: string,
  prefix: string,
  prices: { readonly x86_64: string; readonly arm64: string; readonly request: string },
  currency = 'USD',
): SampleProduct[] {
  const inRegion = { regionCode, currency };
  return [
    { ...inRegion, usagetype: `${prefix}Lambda-GB-Second`, unit: 'Lambda-GB-Second', price: prices.x86_64 },
    {
      ...inRegion,
      usagetype: `${prefix}Lambda-GB-Second-ARM`,
      unit: 'Lambda-GB-Second',
      price: prices.arm64,
    },
    { ...inRegion, usagetype: `${prefix}Request`, unit: 'Requests', price: prices.request },
    { ...inRegion, usagetype: `${prefix}Request-ARM`, unit: 'Requests', price: prices.request },
  ];
}
