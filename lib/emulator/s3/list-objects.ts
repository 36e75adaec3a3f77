import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { document, element } from '../xml.ts';
import { noSuchBucket, type Place, type S3Action, type S3Context } from './action.ts';
import type { StoredObject } from './object-store.ts';

/** The most that a page holds, however many are asked for. */
const PAGE_LIMIT = 1000;
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const schema = z.object({
  prefix: z.string().default(''),
  'max-keys': z
    .string()
    .regex(/^\d{1,10}$/)
    .transform((keys) => Math.min(Number(keys), PAGE_LIMIT))
    .default(PAGE_LIMIT),
  'start-after': z.string().optional(),
  'continuation-token': z.string().optional(),
  'encoding-type': z.enum(['url']).optional(),
});
type Query = z.output<typeof schema>;

/** The objects of a bucket by key, at most 1,000 a page. Folders (`delimiter`) are not modelled. */
export const listObjectsV2: S3Action = {
  name: 'ListObjectsV2',
  of: 'bucket',
  method: 'GET',
  marked: { member: 'list-type', value: '2' },
  takes: Object.keys(schema.shape),
  run: listObjects,
};

function listObjects({ req }: Context, { bucket }: Place, { objects }: S3Context): Response {
  const query = readQuery(req.query());
  if (!objects.hasBucket(bucket)) throw noSuchBucket();
  const after = tokenKey(query['continuation-token']) ?? query['start-after'];
  const found = objects
    .list(bucket)
    .filter(([key]) => key.startsWith(query.prefix) && (after === undefined || inOrder(after, key) < 0))
    .sort(([a], [b]) => inOrder(a, b));
  const given = found.slice(0, query['max-keys']);
  const last = given.at(-1);
  const next = last === undefined || given.length === found.length ? undefined : tokenAfter(last[0]);
  return new Response(document('ListBucketResult', answer(bucket, query, given, next), NAMESPACE), {
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
  });
}

function readQuery(given: Readonly<Record<string, string>>): Query {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.some(({ path }) => path[0] === 'max-keys')
    ? 'Argument maxKeys must be an integer between 0 and 2147483647'
    : 'Invalid Encoding Method specified in Request';
  throw new ApiError('InvalidArgument', message, 400);
}

function answer(
  bucket: string,
  query: Query,
  given: readonly (readonly [string, StoredObject])[],
  next: string | undefined,
): readonly string[] {
  const shown = (key: string) => (query['encoding-type'] === undefined ? key : urlEncoded(key));
  const { prefix, 'start-after': startAfter, 'continuation-token': token, 'encoding-type': encoding } = query;
  return [
    element('Name', bucket),
    element('Prefix', shown(prefix)),
    startAfter === undefined ? '' : element('StartAfter', shown(startAfter)),
    token === undefined ? '' : element('ContinuationToken', token),
    encoding === undefined ? '' : element('EncodingType', encoding),
    element('KeyCount', given.length),
    element('MaxKeys', query['max-keys']),
    element('IsTruncated', next !== undefined),
    next === undefined ? '' : element('NextContinuationToken', next),
    ...given.map(([key, { etag, bytes, lastModifiedMs }]) =>
      element('Contents', [
        element('Key', shown(key)),
        element('LastModified', new Date(lastModifiedMs).toISOString()),
        element('ETag', `"${etag}"`),
        element('Size', bytes.length),
        element('StorageClass', 'STANDARD'),
      ]),
    ),
  ];
}

/** By the bytes of UTF-8, which is not the order of JavaScript's strings. */
function inOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function urlEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

/** Holds the last key that was given out, so that a bucket which changes between two pages loses nothing else. */
function tokenAfter(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64url');
}

function tokenKey(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof after === 'string') return after;
  } catch {
    // Refused below, like any other text.
  }
  throw new ApiError('InvalidArgument', 'The continuation token provided is incorrect', 400);
}
