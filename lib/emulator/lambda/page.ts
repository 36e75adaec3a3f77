import { invalidParameter } from './errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** The marker of the next page; absent on the last one. */
  readonly next?: string;
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
  { marker, size }: { readonly marker?: string | undefined; readonly size: number },
): Page<T> {
  const sorted = [...items].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const after = marker === undefined ? undefined : readMarker(marker);
  const rest = after === undefined ? sorted : sorted.filter((item) => compare(keyOf(item), after) > 0);
  const given = rest.slice(0, size);
  const last = given.at(-1);
  if (last === undefined || rest.length === given.length) return { items: given };
  return { items: given, next: Buffer.from(JSON.stringify({ after: keyOf(last) })).toString('base64url') };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readMarker(marker: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64url').toString('utf8'));
    if (typeof after === 'string') return after;
  } catch {
    // Refused below, like any other text.
  }
  throw invalidParameter('Invalid marker: it is not one that an answer gave');
}
