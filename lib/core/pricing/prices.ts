import { type Architecture, type Price, PriceMissing, type Prices } from '../../contract/index.ts';
import { PRICES_COLLECTED, type PriceRow, type RegionPrices, regionPrices } from './price-table.ts';

/** Prices as an input may give them: for one GB-second by architecture, and for one request. */
export interface GivenPrices {
  readonly gbSecond: { readonly x86_64?: number | undefined; readonly arm64?: number | undefined };
  readonly request: number;
  readonly currency: 'USD' | 'CNY';
}

/**
 * The prices that a run in this region reckons with: on-demand, of the first tier, without free tier,
 * discounts and savings plans. Given prices come before the table's; what an input can't give (ephemeral
 * storage, state transitions) is still the table's where the currency is the same.
 *
 * @param today as in 2026-11-20; the day of given prices
 * @throws PriceMissing where the GB-second or the request has no price for one of the architectures.
 */
export function pricesFor(
  region: string,
  architectures: readonly Architecture[],
  given?: GivenPrices,
  today?: string,
): Prices {
  const known = regionPrices(region);
  if (given !== undefined) return givenPrices(region, architectures, given, today ?? 'not stated', known);
  if (known === undefined)
    throw new PriceMissing(`no price is known for the region ${region}${remedy('x86_64')}`);
  const { currency, stateTransition } = known;
  return {
    currency,
    asOf: PRICES_COLLECTED,
    source: sourcesOf(architectures, known),
    ...pricePerArchitecture(architectures, (architecture) =>
      completePrice(known[architecture], architecture, region),
    ),
    ...(stateTransition === undefined ? {} : { stateTransition }),
  };
}

function givenPrices(
  region: string,
  architectures: readonly Architecture[],
  given: GivenPrices,
  today: string,
  known: RegionPrices | undefined,
): Prices {
  const table = known?.currency === given.currency ? known : undefined;
  const price = (architecture: Architecture): Price => {
    const gbSecond = given.gbSecond[architecture];
    if (gbSecond === undefined) {
      throw new PriceMissing(
        `the prices of the input name no price of a GB-second on ${architecture} for the region ${region}${remedy(architecture)}`,
      );
    }
    return priceOfRow({ ...table?.[architecture], gbSecond, request: given.request });
  };
  return {
    currency: given.currency,
    asOf: today,
    source: 'given in the input',
    ...pricePerArchitecture(architectures, price),
    ...(table?.stateTransition === undefined ? {} : { stateTransition: table.stateTransition }),
  };
}

function pricePerArchitecture(
  architectures: readonly Architecture[],
  price: (architecture: Architecture) => Price,
): Pick<Prices, Architecture> {
  return Object.fromEntries(architectures.map((architecture) => [architecture, price(architecture)]));
}

function completePrice(row: PriceRow | undefined, architecture: Architecture, region: string): Price {
  const { gbSecond, request } = row ?? {};
  if (gbSecond === undefined || request === undefined) {
    const missing = gbSecond === undefined ? 'a GB-second' : 'a request';
    throw new PriceMissing(
      `no price of ${missing} on ${architecture} is known for the region ${region}${remedy(architecture)}`,
    );
  }
  return priceOfRow({ ...row, gbSecond, request });
}

function priceOfRow({
  gbSecond,
  request,
  ephemeralGbSecond,
}: Omit<PriceRow, 'sources'> & Pick<Price, 'gbSecond' | 'request'>): Price {
  return { gbSecond, request, ...(ephemeralGbSecond === undefined ? {} : { ephemeralGbSecond }) };
}

function sourcesOf(architectures: readonly Architecture[], known: RegionPrices): string {
  const sources = architectures.flatMap((architecture) => known[architecture]?.sources ?? []);
  return [...new Set(sources)].join('; ');
}

function remedy(architecture: Architecture): string {
  const example = { prices: { gbSecond: { [architecture]: 0.0000166667 }, request: 2e-7, currency: 'USD' } };
  return (
    `: give it in the input as \`prices\`, from your price list, for example ${JSON.stringify(example)}` +
    ' (for one GB-second and one request)'
  );
}
