import { ARCHITECTURES } from '../../lib/contract/index.ts';
import {
  type PriceFile,
  type RegionEntry,
  type RowEntry,
  readPriceFile,
} from '../../lib/core/pricing/table-schema.ts';
import type { Currency, Reading, ReadRegion, ReadRow } from './reading.ts';

/** Every version of SnapStart's cache is charged for at least so long; the list doesn't say it. */
const CACHE_MINIMUM_HOURS = 3;

/**
 * The table with everything that the offers say. What they don't say is kept as it is, with its own source: a
 * price list that lacks something doesn't make it free.
 * @param today as in 2026-12-01
 */
export function mergePrices(table: PriceFile, readings: readonly Reading[], today: string): PriceFile {
  const regions: Record<string, unknown> = { ...table.regions };
  const per1000: Record<string, unknown> = { ...table.stepFunctions.standardPer1000Transitions };
  const sources: Record<string, string> = { ...table.meta.sources };
  for (const { offer, regions: read } of readings) {
    const day = offer.publishedAt.slice(0, 10);
    const source = `price-list-${offer.code}-${day}`;
    sources[source] = `AWS price list, offer ${offer.code}, published ${offer.publishedAt}`;
    for (const region of read) {
      if (offer.code === 'AWSLambda') {
        regions[region.region] = mergeRegion(table.regions[region.region], region, source, today);
      } else if (region.per1000Transitions !== undefined) {
        const key = region.currency === 'CNY' ? 'cny' : 'usd';
        per1000[region.region] = { [key]: region.per1000Transitions, sources: [source] };
      }
    }
  }
  return withMeta(
    readPriceFile({
      _meta: { ...table.meta, sources },
      ...sorted(regions),
      _stepFunctions: { ...table.stepFunctions, standardPer1000Transitions: per1000 },
    }),
  );
}

/** The table with nothing but what it says of itself: merged into, it has what the list alone says. */
export function withoutPrices({ meta, stepFunctions }: PriceFile): PriceFile {
  return { meta, regions: {}, stepFunctions: { ...stepFunctions, standardPer1000Transitions: {} } };
}

function mergeRegion(
  before: RegionEntry | undefined,
  { currency, rows, snapStart }: ReadRegion,
  source: string,
  today: string,
): Record<string, unknown> {
  // Prices in another currency can't be kept beside these.
  const old = before?.currency === currency ? before : undefined;
  const read = Object.fromEntries(
    Object.entries(snapStart).map(([key, price]) => [inCurrency(key, currency), price]),
  );
  return {
    ...old,
    currency,
    ...Object.fromEntries(
      ARCHITECTURES.flatMap((architecture) => {
        const row = mergeRow(old?.[architecture], rows[architecture], currency, source, today);
        return row === undefined ? [] : [[architecture, row]];
      }),
    ),
    ...(Object.keys(read).length === 0
      ? {}
      : {
          snapStart: {
            cacheMinimumHours: CACHE_MINIMUM_HOURS,
            ...old?.snapStart,
            ...read,
            sources: [source, ...(Object.keys(read).length === 2 ? [] : (old?.snapStart?.sources ?? []))],
          },
        }),
  };
}

function mergeRow(
  old: RowEntry | undefined,
  { gbSecond, ...single }: ReadRow,
  currency: Currency,
  source: string,
  today: string,
): Record<string, unknown> | undefined {
  const read: Record<string, unknown> = Object.fromEntries(
    Object.entries(single).map(([key, price]) => [inCurrency(key, currency), price]),
  );
  if (gbSecond !== undefined) {
    const unit = currency === 'CNY' ? 'cny' : 'usd';
    read.gbSecond = gbSecond.map(({ upTo, price }) => ({ upTo, [unit]: price }));
  }
  if (Object.keys(read).length === 0) return old;
  const { sources = [], note, asOf, ...prices } = old ?? {};
  const kept = Object.keys(prices).filter((key) => !(key in read));
  // A run's day is that of the two prices that every invocation has.
  const dated = gbSecond !== undefined && single.requestPerMillion !== undefined ? today : asOf;
  return {
    ...prices,
    ...read,
    ...(dated === undefined ? {} : { asOf: dated }),
    sources: kept.length === 0 ? [source] : [source, ...sources.filter((name) => name !== source)],
    ...(note === undefined || kept.length === 0 ? {} : { note }),
  };
}

/** What the table says of itself, as it is now: what lacks a price, and no source that nothing is from. */
function withMeta(table: PriceFile): PriceFile {
  const entries = Object.entries(table.regions);
  const allTiers = entries
    .filter(([, region]) =>
      ARCHITECTURES.some((architecture) => (region[architecture]?.gbSecond?.length ?? 0) > 1),
    )
    .map(([name]) => name);
  const withoutArm64 = entries
    .filter(([, { x86_64, arm64 }]) => x86_64?.gbSecond !== undefined && arm64?.gbSecond === undefined)
    .map(([name]) => name);
  const { meta, regions, stepFunctions } = table;
  const used = JSON.stringify([meta.tierRule, meta.freeTier, regions, stepFunctions]);
  return {
    regions,
    stepFunctions,
    meta: {
      ...meta,
      tierRule: { ...meta.tierRule, seenAsPricesFor: allTiers },
      regionsWithLambdaButNoPriceSeen: meta.regionsWithLambdaButNoPriceSeen.filter(
        (name) => !(name in regions),
      ),
      regionsMissingArm64Price: withoutArm64,
      sources: Object.fromEntries(
        Object.entries(meta.sources).filter(([name]) => used.includes(JSON.stringify(name))),
      ),
    },
  };
}

function inCurrency(key: string, currency: Currency): string {
  return currency === 'CNY' ? `${key}Cny` : key;
}

function sorted(regions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(regions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
