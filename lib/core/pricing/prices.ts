import { type Architecture, type Price, PriceMissing, type Prices } from '../../contract/index.ts';
import { givePrices, type MissingPrice, priceMissing } from './price-missing.ts';
import { type PriceRow, type RegionPrices, regionPrices } from './price-table.ts';

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
  const prices = architectures.map(
    (architecture) => [architecture, completePrice(known?.[architecture])] as const,
  );
  const without = prices.filter(([, price]) => price === undefined).map(([architecture]) => architecture);
  if (known === undefined || without.length > 0) {
    throw priceMissing(
      region,
      without.flatMap((architecture) => missingOf(known?.[architecture], architecture)),
    );
  }
  const { currency, stateTransition } = known;
  return {
    currency,
    asOf: dayOf(architectures, known),
    source: sourcesOf(architectures, known),
    ...Object.fromEntries(prices),
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
        `the prices of the input name no price of a GB-second on ${architecture} for the region ${region}: ${givePrices([architecture])}`,
      );
    }
    return priceOfRow({ ...table?.[architecture], gbSecond, request: given.request });
  };
  return {
    currency: given.currency,
    asOf: today,
    source: 'given in the input',
    ...Object.fromEntries(architectures.map((architecture) => [architecture, price(architecture)])),
    ...(table?.stateTransition === undefined ? {} : { stateTransition: table.stateTransition }),
  };
}

function completePrice({ gbSecond, request, ephemeralGbSecond }: Partial<PriceRow> = {}): Price | undefined {
  if (gbSecond === undefined || request === undefined) return undefined;
  return priceOfRow({ gbSecond, request, ephemeralGbSecond });
}

function priceOfRow({ gbSecond, request, ephemeralGbSecond }: Price): Price {
  return { gbSecond, request, ...(ephemeralGbSecond === undefined ? {} : { ephemeralGbSecond }) };
}

function missingOf(row: PriceRow | undefined, architecture: Architecture): MissingPrice[] {
  return [
    ...(row?.gbSecond === undefined ? [{ of: 'a GB-second', architecture }] : []),
    ...(row?.request === undefined ? [{ of: 'a request', architecture }] : []),
  ];
}

/** Since when prices are known: a run's are as old as the oldest of them. */
export function dayOf(architectures: readonly Architecture[], known: RegionPrices): string {
  const days = architectures.flatMap((architecture) => known[architecture]?.asOf ?? []);
  return days.sort()[0] ?? 'not stated';
}

function sourcesOf(architectures: readonly Architecture[], known: RegionPrices): string {
  const sources = architectures.flatMap((architecture) => known[architecture]?.sources ?? []);
  return [...new Set(sources)].join('; ');
}
