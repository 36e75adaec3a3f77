import type { Architecture } from '../../lib/contract/index.ts';
import type { OfferCode, OfferedProduct } from './offer.ts';

/** A price of the table's rows. */
export type RowPrice =
  | 'gbSecond'
  | 'requestPerMillion'
  | 'ephemeralGbSecond'
  | 'provisionedConcurrencyGbSecond'
  | 'provisionedDurationGbSecond';
export type SnapStartPriceKey = 'cacheGbSecond' | 'restorePerGb';

/** Which of the table's prices a product is. */
export type Meaning =
  | { readonly of: 'row'; readonly architecture: Architecture; readonly price: RowPrice }
  | { readonly of: 'snapStart'; readonly price: SnapStartPriceKey }
  | { readonly of: 'stateTransition' };

/**
 * Usage types as they stand in the price list, without the region's prefix. Seen in public code and files that
 * read it (2026-09 and -10): all of Lambda's in extractions of the offer of 2026-09-19 and in a mapping of its
 * meters; with prefixes in `EU-Lambda-GB-Second-ARM` (eu-west-1), `APN1-…`, `SAE1-…`; Step Functions' with the
 * group `SFN-StateTransitions`. No variant of SnapStart's for Arm was seen.
 */
const USAGE_TYPES: Readonly<Record<string, Meaning>> = {
  'Lambda-GB-Second': row('x86_64', 'gbSecond'),
  'Lambda-GB-Second-ARM': row('arm64', 'gbSecond'),
  Request: row('x86_64', 'requestPerMillion'),
  'Request-ARM': row('arm64', 'requestPerMillion'),
  'Lambda-Storage-GB-Second': row('x86_64', 'ephemeralGbSecond'),
  'Lambda-Storage-GB-Second-ARM': row('arm64', 'ephemeralGbSecond'),
  'Lambda-Provisioned-Concurrency': row('x86_64', 'provisionedConcurrencyGbSecond'),
  'Lambda-Provisioned-Concurrency-ARM': row('arm64', 'provisionedConcurrencyGbSecond'),
  'Lambda-Provisioned-GB-Second': row('x86_64', 'provisionedDurationGbSecond'),
  'Lambda-Provisioned-GB-Second-ARM': row('arm64', 'provisionedDurationGbSecond'),
  'Lambda-SnapStart-Cached-GB-S': { of: 'snapStart', price: 'cacheGbSecond' },
  'Lambda-SnapStart-Restored-GB': { of: 'snapStart', price: 'restorePerGb' },
};
const STATES_USAGE_TYPES: Readonly<Record<string, Meaning>> = { StateTransition: { of: 'stateTransition' } };

/** Units that were seen; another one may be another scale. Of SnapStart none was seen, so none is expected. */
const UNITS: Readonly<Record<RowPrice | 'stateTransition', readonly string[]>> = {
  gbSecond: ['Lambda-GB-Second', 'Second'],
  requestPerMillion: ['Requests', 'Request'],
  ephemeralGbSecond: ['GB-Seconds', 'Lambda-GB-Second'],
  provisionedConcurrencyGbSecond: ['Lambda-GB-Second'],
  provisionedDurationGbSecond: ['Lambda-GB-Second'],
  stateTransition: ['StateTransitions', 'StateTransition'],
};

/** Known, and priced by nothing here: the free tier, and what a run doesn't use or refuses. */
const NOT_PRICED: readonly RegExp[] = [
  /^Global-/,
  /Lambda-Edge-/,
  /Lambda-Managed-Instances-/,
  /Lambda-MicroVM-/,
  /Lambda-Streaming-Response-/,
  /Lambda-(?:SQS-)?Event-Poller-/,
  /StepFunctions-(?:Request|GB-Second)$/,
];
const GROUPS_NOT_PRICED: readonly RegExp[] = [
  /^AWS-Lambda-Durable-/,
  /^AWS-Lambda-(?:SQS-)?Event-Poller-/,
  /^AWS-Lambda-Processed-Bytes/,
  /^SFN-ExpressWorkflows-/,
];

/** Most regions put a prefix before it: EU-, APN1-, UGW1-, or their own name; us-east-1 mostly none. */
const REGION_PREFIX = /^(?:[A-Z]{2,4}\d?|[a-z]{2}(?:-[a-z]+)+-\d)-/;

/** Without the region's prefix, so that the same thing has the same name everywhere. */
export function usageName(usageType: string): string {
  return usageType.replace(REGION_PREFIX, '');
}

/** @returns undefined for a usage type that nobody knows here: it is reported, never guessed */
export function meaningOf(
  code: OfferCode,
  { usageType, group = '', family }: OfferedProduct,
): Meaning | 'not priced' | undefined {
  const known = code === 'AWSLambda' ? USAGE_TYPES : STATES_USAGE_TYPES;
  const name = usageName(usageType);
  if (Object.hasOwn(known, name)) return known[name];
  const notPriced =
    family === 'Data Transfer' ||
    NOT_PRICED.some((pattern) => pattern.test(usageType)) ||
    GROUPS_NOT_PRICED.some((pattern) => pattern.test(group));
  return notPriced ? 'not priced' : undefined;
}

/** The units that a price may be given in; undefined where any may be. */
export function unitsOf(meaning: Meaning): readonly string[] | undefined {
  if (meaning.of === 'row') return UNITS[meaning.price];
  return meaning.of === 'stateTransition' ? UNITS.stateTransition : undefined;
}

function row(architecture: Architecture, price: RowPrice): Meaning {
  return { of: 'row', architecture, price };
}
