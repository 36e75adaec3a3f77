import type { Architecture } from '../../lib/contract/index.ts';
import { decimal } from './decimal.ts';
import type { Offer, OfferedProduct } from './offer.ts';
import {
  type Meaning,
  meaningOf,
  type RowPrice,
  type SnapStartPriceKey,
  unitsOf,
  usageName,
} from './usage-type.ts';

export type Currency = 'USD' | 'CNY';

/** One price of a GB-second, as the table has it. */
export interface ReadTier {
  /** null without a bound. */
  readonly upTo: number | null;
  readonly price: number;
}

/** What an offer says of one region and architecture, in the table's units. */
export interface ReadRow extends Partial<Record<Exclude<RowPrice, 'gbSecond'>, number>> {
  gbSecond?: readonly ReadTier[];
}

/** What an offer says of one region. */
export interface ReadRegion {
  readonly region: string;
  readonly currency: Currency;
  readonly rows: Readonly<Record<Architecture, ReadRow>>;
  readonly snapStart: Partial<Record<SnapStartPriceKey, number>>;
  per1000Transitions?: number;
}

/** What was read, and what was left out, in words. */
export interface Reading {
  readonly offer: Pick<Offer, 'code' | 'publishedAt' | 'from'>;
  readonly regions: readonly ReadRegion[];
  readonly notes: readonly string[];
}

/** A price of the table that was found in an offer. */
interface Found {
  readonly region: string;
  readonly usageType: string;
  readonly meaning: Meaning;
  readonly value: number | readonly ReadTier[];
}

/** Takes from an offer what the table has, region by region. What it can't take is reported, never guessed. */
export function readPrices(offer: Offer): Reading {
  const found: Found[] = [];
  const unknown: OfferedProduct[] = [];
  const notes: string[] = [];
  for (const product of offer.products) {
    const meaning = meaningOf(offer.code, product);
    if (meaning === 'not priced') continue;
    if (meaning === undefined) {
      unknown.push(product);
      continue;
    }
    const read = readProduct(product, meaning);
    if (typeof read === 'string') notes.push(`${nameOf(product)} ${read}: left out`);
    else found.push(read);
  }
  const regions = new Map<string, ReadRegion>();
  for (const [key, same] of Map.groupBy(found, keyOf)) {
    const [first] = same;
    const values = new Set(same.map(({ value }) => JSON.stringify(value)));
    if (first === undefined) continue;
    if (values.size > 1) notes.push(`${key} has two prices, ${[...values].join(' and ')}: left out`);
    else {
      const into = regions.get(first.region) ?? newRegion(first.region);
      regions.set(first.region, into);
      assign(into, first);
    }
  }
  return { offer, regions: [...regions.values()], notes: [...notes, ...unknownNotes(unknown)] };
}

/** @returns why it can't be taken, where it can't */
function readProduct(product: OfferedProduct, meaning: Meaning): Found | string {
  const { region, usageType, tiers } = product;
  if (region === undefined) return 'has no regionCode';
  if (tiers.length === 0) return 'has no price on demand';
  const units = unitsOf(meaning);
  const other = tiers.find(({ unit }) => units !== undefined && !units.includes(unit));
  if (other !== undefined) return `is priced by ${other.unit}, where ${units?.join(' or ')} is expected`;
  const currency = currencyOf(region);
  const priced = tiers.map((tier) => ({
    ...tier,
    price: decimal(tier.pricePerUnit[currency] ?? '', scaleOf(meaning)),
  }));
  if (priced.some(({ price }) => Number.isNaN(price))) return `has no price in ${currency}`;
  // Some lists begin with the free tier, as a price of 0.
  const firstPaid = priced.findIndex(({ price }) => price > 0);
  if (firstPaid < 0) return 'costs nothing at any volume';
  const paid = priced.slice(firstPaid);
  const connected = paid.every(({ from }, index) => index === 0 || from === paid[index - 1]?.upTo);
  if (!connected || paid.at(-1)?.upTo !== Number.POSITIVE_INFINITY) return 'has a gap in its tiers';
  if (meaning.of === 'row' && meaning.price === 'gbSecond') {
    const value = paid.map(({ upTo, price }) => ({ upTo: Number.isFinite(upTo) ? upTo : null, price }));
    return { region, usageType, meaning, value };
  }
  const [single, ...others] = paid;
  if (single === undefined || others.length > 0)
    return `has ${paid.length} tiers, where one price is expected`;
  return { region, usageType, meaning, value: single.price };
}

/** From AWS's unit to the table's, as a power of ten. */
function scaleOf(meaning: Meaning): number {
  if (meaning.of === 'stateTransition') return 3;
  return meaning.of === 'row' && meaning.price === 'requestPerMillion' ? 6 : 0;
}

function currencyOf(region: string): Currency {
  return region.startsWith('cn-') ? 'CNY' : 'USD';
}

function newRegion(region: string): ReadRegion {
  return { region, currency: currencyOf(region), rows: { x86_64: {}, arm64: {} }, snapStart: {} };
}

function keyOf({ region, meaning, usageType }: Found): string {
  const what = meaning.of === 'row' ? `${meaning.architecture} ${meaning.price}` : meaning.of;
  return `${region}: ${what} (${usageName(usageType)})`;
}

function assign(into: ReadRegion, { meaning, value }: Found): void {
  if (typeof value !== 'number') {
    if (meaning.of === 'row') into.rows[meaning.architecture].gbSecond = value;
  } else if (meaning.of === 'stateTransition') into.per1000Transitions = value;
  else if (meaning.of === 'snapStart') into.snapStart[meaning.price] = value;
  else if (meaning.price !== 'gbSecond') into.rows[meaning.architecture][meaning.price] = value;
}

/** One line for each of them, in however many regions it is sold. */
function unknownNotes(products: readonly OfferedProduct[]): string[] {
  return [...Map.groupBy(products, ({ usageType }) => usageName(usageType))].map(([name, same]) => {
    const regions = [...new Set(same.map(({ region }) => region ?? 'no region'))].sort();
    const description = same[0]?.description;
    const says = description === undefined ? '' : ` ("${description}")`;
    return `unknown usage type ${name || '""'}${says} in ${regions.join(', ')}: left out`;
  });
}

function nameOf({ region, usageType, sku }: OfferedProduct): string {
  return `${region ?? 'no region'}: ${usageType} (${sku})`;
}
