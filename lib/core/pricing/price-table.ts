import * as z from 'zod';
import type { Architecture } from '../../contract/index.ts';
import table from './lambda-prices.json' with { type: 'json' };

/** What the table knows of one region and architecture. A missing key is not known: neither zero nor a default. */
export interface PriceRow {
  readonly gbSecond?: number;
  readonly request?: number;
  readonly ephemeralGbSecond?: number;
  /** What the numbers were taken from, in words. */
  readonly sources: readonly string[];
}

export interface RegionPrices {
  readonly currency: 'USD' | 'CNY';
  readonly x86_64?: PriceRow;
  readonly arm64?: PriceRow;
  /** For one state transition. */
  readonly stateTransition?: number;
}

const amount = z.number().min(0);

/** Tiers are in order; the first is what everybody pays who stays under billions of GB-seconds a month. */
const rowSchema = z.object({
  gbSecond: z.tuple([z.object({ usd: amount.optional(), cny: amount.optional() })], z.unknown()).optional(),
  requestPerMillion: amount.optional(),
  requestPerMillionCny: amount.optional(),
  ephemeralGbSecond: amount.optional(),
  ephemeralGbSecondCny: amount.optional(),
  sources: z.array(z.string()),
});
const regionSchema = z.object({
  currency: z.enum(['USD', 'CNY']),
  x86_64: rowSchema.optional(),
  arm64: rowSchema.optional(),
});
const { _meta: meta, _stepFunctions: stepFunctions } = z
  .object({
    _meta: z.object({ collected: z.iso.date(), sources: z.record(z.string(), z.string()) }),
    _stepFunctions: z.object({
      standardPer1000Transitions: z.record(
        z.string(),
        z.object({ usd: amount.optional(), cny: amount.optional() }),
      ),
    }),
  })
  .parse(table);
const regions = new Map(
  Object.entries(table)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, row]) => [name, regionSchema.parse(row)]),
);

/** The day on which the table was collected, as in 2026-11-20. */
export const PRICES_COLLECTED: string = meta.collected;

/** Every region of the table. */
export const PRICED_REGIONS: readonly string[] = [...regions.keys()];

/** What the table knows of a region; undefined where it doesn't know the region. */
export function regionPrices(region: string): RegionPrices | undefined {
  const found = regions.get(region);
  if (found === undefined) return undefined;
  const { currency } = found;
  const per1000 = inCurrency(currency, stepFunctions.standardPer1000Transitions[region]);
  return {
    currency,
    ...optionalRow('x86_64', found.x86_64, currency),
    ...optionalRow('arm64', found.arm64, currency),
    ...(per1000 === undefined ? {} : { stateTransition: per1000 / 1000 }),
  };
}

function optionalRow(
  architecture: Architecture,
  row: z.output<typeof rowSchema> | undefined,
  currency: 'USD' | 'CNY',
): Pick<RegionPrices, Architecture> {
  if (row === undefined) return {};
  const gbSecond = inCurrency(currency, row.gbSecond?.[0]);
  const perMillion = currency === 'CNY' ? row.requestPerMillionCny : row.requestPerMillion;
  const ephemeralGbSecond = currency === 'CNY' ? row.ephemeralGbSecondCny : row.ephemeralGbSecond;
  return {
    [architecture]: {
      ...(gbSecond === undefined ? {} : { gbSecond }),
      ...(perMillion === undefined ? {} : { request: perMillion / 1e6 }),
      ...(ephemeralGbSecond === undefined ? {} : { ephemeralGbSecond }),
      sources: row.sources.map((name) => meta.sources[name] ?? name),
    },
  };
}

function inCurrency(
  currency: 'USD' | 'CNY',
  value: { usd?: number | undefined; cny?: number | undefined } | undefined,
): number | undefined {
  return currency === 'CNY' ? value?.cny : value?.usd;
}
