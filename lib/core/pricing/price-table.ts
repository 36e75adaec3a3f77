import type { Architecture } from '../../contract/index.ts';
import table from './lambda-prices.json' with { type: 'json' };
import type { SnapStartPrice } from './snap-start-cost.ts';
import {
  type PriceFile,
  type RowEntry,
  readPriceFile,
  type SnapStartEntry,
  type TierEntry,
} from './table-schema.ts';

type Currency = 'USD' | 'CNY';

/** The price of a GB-second up to a volume. */
export interface PriceTier {
  /**
   * GB-seconds a month of the region and architecture together; Infinity without a bound; absent where no bound
   * was seen.
   */
  readonly upToGbSeconds?: number;
  readonly price: number;
}

/** What the table knows of one region and architecture. A missing key is not known: neither zero nor a default. */
export interface PriceRow {
  /** Of the first tier, which everybody pays who stays under billions of GB-seconds a month. */
  readonly gbSecond?: number;
  /** Every tier that was seen, the first included; empty where none was. */
  readonly gbSecondTiers: readonly PriceTier[];
  readonly request?: number;
  /** For one GB of /tmp over 512 MB during one second. */
  readonly ephemeralGbSecond?: number;
  /** For one GB of provisioned concurrency, every second that it is configured. */
  readonly provisionedConcurrencyGbSecond?: number;
  /** For one GB-second of an invocation that provisioned concurrency serves. */
  readonly provisionedDurationGbSecond?: number;
  /** The price of a GB-second was seen only rounded. */
  readonly approximate?: true;
  /** The day on which it was collected, as in 2026-11-20. */
  readonly asOf: string;
  /** What the numbers were taken from, in words. */
  readonly sources: readonly string[];
  readonly note?: string;
}

export interface RegionPrices {
  readonly currency: Currency;
  readonly x86_64?: PriceRow;
  readonly arm64?: PriceRow;
  readonly snapStart?: SnapStartPrice;
  /** For one state transition. */
  readonly stateTransition?: number;
  readonly note?: string;
}

let read: PriceFile | undefined;

/** Checked when it is asked for first: most cold starts of a stage never do. */
function priceFile(): PriceFile {
  read ??= readPriceFile(table);
  return read;
}

/** Every region of the table. */
export function pricedRegions(): readonly string[] {
  return Object.keys(priceFile().regions);
}

/** What the table knows of a region; undefined where it doesn't know the region. */
export function regionPrices(region: string): RegionPrices | undefined {
  const { stepFunctions, regions } = priceFile();
  if (!Object.hasOwn(regions, region)) return undefined;
  const found = regions[region];
  if (found === undefined) return undefined;
  const { currency, note } = found;
  const snapStart = snapStartPrice(found.snapStart, currency);
  const per1000 = inCurrency(currency, stepFunctions.standardPer1000Transitions[region]);
  return {
    currency,
    ...optionalRow('x86_64', found.x86_64, currency),
    ...optionalRow('arm64', found.arm64, currency),
    ...defined('snapStart', snapStart),
    ...defined('stateTransition', per1000 === undefined ? undefined : shifted(per1000, -3)),
    ...defined('note', note),
  };
}

function optionalRow(
  architecture: Architecture,
  row: RowEntry | undefined,
  currency: Currency,
): Pick<RegionPrices, Architecture> {
  if (row === undefined) return {};
  const { meta } = priceFile();
  const yuan = currency === 'CNY';
  const gbSecondTiers = (row.gbSecond ?? []).flatMap((tier) => readTier(tier, currency));
  const perMillion = yuan ? row.requestPerMillionCny : row.requestPerMillion;
  return {
    [architecture]: {
      ...defined('gbSecond', gbSecondTiers[0]?.price),
      gbSecondTiers,
      ...defined('request', perMillion === undefined ? undefined : shifted(perMillion, -6)),
      ...defined('ephemeralGbSecond', yuan ? row.ephemeralGbSecondCny : row.ephemeralGbSecond),
      ...defined(
        'provisionedConcurrencyGbSecond',
        yuan ? row.provisionedConcurrencyGbSecondCny : row.provisionedConcurrencyGbSecond,
      ),
      ...defined(
        'provisionedDurationGbSecond',
        yuan ? row.provisionedDurationGbSecondCny : row.provisionedDurationGbSecond,
      ),
      ...defined('approximate', row.gbSecond?.[0]?.approximate),
      asOf: row.asOf ?? meta.collected,
      sources: row.sources.map((name) => meta.sources[name] ?? name),
      ...defined('note', row.note),
    },
  };
}

function readTier(tier: TierEntry, currency: Currency): PriceTier[] {
  const price = inCurrency(currency, tier);
  if (price === undefined) return [];
  return [{ ...defined('upToGbSeconds', tier.upTo === null ? Number.POSITIVE_INFINITY : tier.upTo), price }];
}

/** Both prices or none: half of what SnapStart costs would pass for all of it. */
function snapStartPrice(entry: SnapStartEntry | undefined, currency: Currency): SnapStartPrice | undefined {
  const cacheGbSecond = currency === 'CNY' ? entry?.cacheGbSecondCny : entry?.cacheGbSecond;
  const restorePerGb = currency === 'CNY' ? entry?.restorePerGbCny : entry?.restorePerGb;
  if (entry === undefined || cacheGbSecond === undefined || restorePerGb === undefined) return undefined;
  return { cacheGbSecond, restorePerGb, cacheMinimumHours: entry.cacheMinimumHours };
}

function inCurrency(
  currency: Currency,
  value: { usd?: number | undefined; cny?: number | undefined } | undefined,
): number | undefined {
  return currency === 'CNY' ? value?.cny : value?.usd;
}

/** Times a power of ten, in decimals: 1.36 of a million is 0.00000136, where 1.36 / 1e6 is a digit off. */
function shifted(value: number, powerOfTen: number): number {
  const [digits, exponent] = value.toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + powerOfTen}`);
}

/** The key with its value, or nothing where there is none. */
function defined<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
