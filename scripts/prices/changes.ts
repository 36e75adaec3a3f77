import { ARCHITECTURES } from '../../lib/contract/index.ts';
import type { PriceFile, RegionEntry, RowEntry } from '../../lib/core/pricing/table-schema.ts';
import type { Reading } from './reading.ts';

/** A price that a refresh gives a value, or takes it from. */
export interface PriceChange {
  /** As in `eu-west-1 arm64 requestPerMillion`. */
  readonly price: string;
  readonly before?: number;
  readonly after?: number;
}

/** Every price that differs, region by region. */
export function changedPrices(before: PriceFile, after: PriceFile): PriceChange[] {
  const old = pricesOf(before);
  const now = pricesOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((price) => old.get(price) !== now.get(price))
    .map((price) => ({ price, ...valued('before', old.get(price)), ...valued('after', now.get(price)) }));
}

/** One line: what it was, what it is, and how far that is apart. */
export function changeText({ price, before, after }: PriceChange): string {
  if (before === undefined) return `${price}: ${plain(after ?? 0)}, new`;
  if (after === undefined) return `${price}: ${plain(before)}, no longer there`;
  const percent = before === 0 ? '' : `, ${signed((after / before - 1) * 100)}%`;
  return `${price}: ${plain(before)} → ${plain(after)}${percent}`;
}

/** Prices of the table, in the regions that were read, that the list alone doesn't have. */
export function keptPrices(before: PriceFile, readings: readonly Reading[], listAlone: PriceFile): string[] {
  const read = new Set(
    readings.flatMap(({ offer, regions }) =>
      offer.code === 'AWSLambda' ? regions.map(({ region }) => region) : [],
    ),
  );
  const listed = pricesOf(listAlone);
  return Object.entries(before.regions)
    .filter(([region]) => read.has(region))
    .flatMap(([region, entry]) => pricesOfRegion(region, entry))
    .map(([price]) => price)
    .filter((price) => !listed.has(price));
}

/** Each price of a table by its name. */
function pricesOf({ regions, stepFunctions }: PriceFile): ReadonlyMap<string, number> {
  return new Map([
    ...Object.entries(regions).flatMap(([region, entry]) => pricesOfRegion(region, entry)),
    ...Object.entries(stepFunctions.standardPer1000Transitions).flatMap(([region, { usd, cny }]) =>
      numbers(`${region} state transitions`, { per1000: usd, per1000Cny: cny }),
    ),
  ]);
}

function pricesOfRegion(region: string, entry: RegionEntry): [string, number][] {
  const { cacheMinimumHours: _, ...snapStart } = entry.snapStart ?? { cacheMinimumHours: 0 };
  return [
    ...ARCHITECTURES.flatMap((architecture) => pricesOfRow(`${region} ${architecture}`, entry[architecture])),
    ...numbers(`${region} snapStart`, snapStart),
  ];
}

function pricesOfRow(name: string, row: RowEntry | undefined): [string, number][] {
  const { gbSecond = [], ...single } = row ?? {};
  return [
    ...gbSecond.flatMap(({ usd, cny }, index) =>
      numbers(name, { [`gbSecond, tier ${index + 1}`]: usd, [`gbSecondCny, tier ${index + 1}`]: cny }),
    ),
    ...numbers(name, single),
  ];
}

function numbers(name: string, values: Readonly<Record<string, unknown>>): [string, number][] {
  return Object.entries(values).flatMap(([key, value]): [string, number][] =>
    typeof value === 'number' ? [[`${name} ${key}`, value]] : [],
  );
}

function valued<K extends string>(key: K, value: number | undefined): { readonly [key in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: number });
}

/** 3.09e-8 as 0.0000000309. */
function plain(value: number): string {
  return value.toFixed(14).replace(/\.?0+$/, '');
}

function signed(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(2)}`;
}
