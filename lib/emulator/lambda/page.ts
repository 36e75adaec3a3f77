import type { ApiError } from '../api-error.ts';
import { invalidParameter } from './errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** The marker of the next page; absent on the last one. */
  readonly next?: string;
}

export interface PageOptions {
  readonly marker?: string | undefined;
  readonly size: number;
  /** The error for a marker that isn't one. Default: Lambda's. */
  readonly invalid?: () => ApiError;
}

/**
 * One page of a list. A marker holds the key of the last item that was given out, so that a list which
 * changes between two pages loses and repeats nothing else.
 * @param keyOf an item's key, unique in the list
 * @throws ApiError for a marker that isn't one
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { marker, size, invalid = invalidMarker }: PageOptions,
): Page<T> {
  const sorted = [...items].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const after = marker === undefined ? undefined : readMarker(marker, invalid);
  const rest = after === undefined ? sorted : sorted.filter((item) => compare(keyOf(item), after) > 0);
  const given = rest.slice(0, size);
  const last = given.at(-1);
  if (last === undefined || rest.length === given.length) return { items: given };
  return { items: given, next: Buffer.from(JSON.stringify({ after: keyOf(last) })).toString('base64url') };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readMarker(marker: string, invalid: () => ApiError): string {
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64url').toString('utf8'));
    if (typeof after === 'string') return after;
  } catch {
    // Refused below, like any other text.
  }
  throw invalid();
}

function invalidMarker(): ApiError {
  return invalidParameter('Invalid marker: it is not one that an answer gave');
}
