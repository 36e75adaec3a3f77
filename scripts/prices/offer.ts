import * as z from 'zod';
import { decimal } from './decimal.ts';
import { RefreshError } from './refresh-error.ts';

/** The offers that are read: what Lambda and Step Functions are called in AWS's price list. */
export const OFFER_CODES = ['AWSLambda', 'AmazonStates'] as const;
export type OfferCode = (typeof OFFER_CODES)[number];

/** One price, up to a volume. */
export interface OfferedTier {
  readonly from: number;
  /** Infinity without a bound. */
  readonly upTo: number;
  readonly unit: string;
  /** By currency, as written: `{USD: "0.0000166667"}`. */
  readonly pricePerUnit: Readonly<Record<string, string>>;
}

/** Something that is sold, with its price on demand. */
export interface OfferedProduct {
  readonly sku: string;
  /** As AWS spells it, with the region's prefix: `EU-Lambda-GB-Second-ARM`. */
  readonly usageType: string;
  /** As in eu-west-1; undefined where the product belongs to none. */
  readonly region: string | undefined;
  readonly group: string | undefined;
  readonly family: string | undefined;
  readonly description: string | undefined;
  /** By volume; empty where the list has no price of it that is in force. */
  readonly tiers: readonly OfferedTier[];
}

/** An offer file: of one region, or of all of them. */
export interface Offer {
  readonly code: OfferCode;
  /** ISO 8601. */
  readonly publishedAt: string;
  /** Where it was read from. */
  readonly from: string;
  readonly products: readonly OfferedProduct[];
}

const termSchema = z.looseObject({
  effectiveDate: z.string(),
  priceDimensions: z.record(
    z.string(),
    z.looseObject({
      unit: z.string(),
      beginRange: z.string().default('0'),
      endRange: z.string().default('Inf'),
      pricePerUnit: z.record(z.string(), z.string()),
    }),
  ),
});

const offerSchema = z.looseObject({
  formatVersion: z.literal('v1.0'),
  offerCode: z.enum(OFFER_CODES),
  publicationDate: z.iso.datetime({ offset: true }),
  products: z.record(
    z.string(),
    z.looseObject({
      sku: z.string(),
      productFamily: z.string().optional(),
      attributes: z.looseObject({
        usagetype: z.string().optional(),
        regionCode: z.string().optional(),
        group: z.string().optional(),
        groupDescription: z.string().optional(),
      }),
    }),
  ),
  terms: z.looseObject({ OnDemand: z.record(z.string(), z.record(z.string(), termSchema)) }),
});

/**
 * Reads an offer file of AWS's price list (docs.aws.amazon.com/awsaccountbilling, "Reading a service price list
 * file").
 * @param from what the errors call it: a file or an address
 * @throws RefreshError for anything else.
 */
export function readOffer(text: string, from: string): Offer {
  const { offerCode, publicationDate, products, terms } = parse(offerSchema, text, from, 'an offer file');
  return {
    code: offerCode,
    publishedAt: publicationDate,
    from,
    products: Object.values(products).map(({ sku, productFamily, attributes }) => ({
      sku,
      usageType: attributes.usagetype ?? '',
      region: attributes.regionCode === '' ? undefined : attributes.regionCode,
      group: attributes.group,
      family: productFamily,
      description: attributes.groupDescription,
      tiers: tiersOf(Object.values(terms.OnDemand[sku] ?? {}), publicationDate, `${sku} in ${from}`),
    })),
  };
}

const regionIndexSchema = z.looseObject({
  regions: z.record(z.string(), z.looseObject({ currentVersionUrl: z.string() })),
});

/**
 * Reads the index of an offer: the address of each region's offer file, relative to the list's.
 * @throws RefreshError for anything else.
 */
export function readRegionIndex(text: string, from: string): ReadonlyMap<string, string> {
  const { regions } = parse(regionIndexSchema, text, from, 'the region index of an offer');
  return new Map(
    Object.entries(regions).map(([region, { currentVersionUrl }]) => [region, currentVersionUrl]),
  );
}

/** Several terms are one price at several times: the last that was in force when the list was published counts. */
function tiersOf(
  terms: readonly z.output<typeof termSchema>[],
  publishedAt: string,
  of: string,
): readonly OfferedTier[] {
  const inForce = terms
    .filter(({ effectiveDate }) => Date.parse(effectiveDate) <= Date.parse(publishedAt))
    .sort((a, b) => Date.parse(a.effectiveDate) - Date.parse(b.effectiveDate));
  return Object.values(inForce.at(-1)?.priceDimensions ?? {})
    .map(({ unit, beginRange, endRange, pricePerUnit }) => ({
      from: bound(beginRange, of),
      upTo: bound(endRange, of),
      unit,
      pricePerUnit,
    }))
    .sort((a, b) => a.from - b.from);
}

function bound(text: string, of: string): number {
  const value = text === 'Inf' ? Number.POSITIVE_INFINITY : decimal(text);
  if (Number.isNaN(value)) {
    throw new RefreshError(
      `the bounds of the price of ${of}: got ${JSON.stringify(text)}; a decimal or "Inf" is expected`,
    );
  }
  return value;
}

function parse<T>(schema: z.ZodType<T>, text: string, from: string, kind: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new RefreshError(`${from} is not JSON, so not ${kind} of AWS's price list: download it again`, {
      cause,
    });
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const more = read.error.issues.length - 1;
  throw new RefreshError(
    `${from} is not ${kind} of AWS's price list, format v1.0: ${first?.path.join('.') || 'the whole'}: ${first?.message}` +
      `${more > 0 ? ` (and ${more} more)` : ''}. Give the file of ${OFFER_CODES.join(' or ')} as AWS serves it: …/offers/v1.0/aws/AWSLambda/current/<region>/index.json`,
  );
}
