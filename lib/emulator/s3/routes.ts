import { createHash, randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { ApiError, notModelled, toApiError } from '../api-error.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { objectBytes } from './request-body.ts';

export interface S3Context {
  readonly objects: ObjectStore;
  readonly nowMs: () => number;
}

/** An object's place, out of a path-style address. */
interface Place {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

interface S3Action {
  readonly name: string;
  readonly of: 'object' | 'bucket';
  readonly method: string;
  run(context: Context, place: Place, s3: S3Context): Response | Promise<Response>;
}

const S3_ACTIONS: readonly S3Action[] = [
  { name: 'GetObject', of: 'object', method: 'GET', run: getObject },
  { name: 'HeadObject', of: 'object', method: 'HEAD', run: headObject },
  { name: 'PutObject', of: 'object', method: 'PUT', run: putObject },
  { name: 'DeleteObject', of: 'object', method: 'DELETE', run: deleteObject },
  { name: 'CreateBucket', of: 'bucket', method: 'PUT', run: createBucket },
];

/** Headers that ask for something else than the whole object, now. */
const UNMODELLED_HEADERS = [
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-copy-source',
];

/** Mounts S3, path style, behind every path that nothing else took. */
export function mountS3(app: Hono, s3: S3Context, passage: Passage): void {
  app.all('*', (context) => answer(context, s3, passage));
}

function answer(context: Context, s3: S3Context, passage: Passage): Promise<Response> {
  const { method, path, url } = context.req;
  const place = placeOf(new URL(url).pathname);
  const action = S3_ACTIONS.find((known) => known.method === method && known.of === kindOf(place));
  const call = {
    service: 's3',
    action: action?.name ?? `${method} ${path}`,
    resource: place.key === '' ? place.bucket : `${place.bucket}/${place.key}`,
    run() {
      if (action === undefined) throw notModelled(`${method} ${path}`, `of S3 it has ${known()}`);
      refuseUnmodelled(context);
      return action.run(context, place, s3);
    },
    failed: (thrown: unknown) => failed(toApiError(thrown), method),
  } as const;
  return answerCall(call, context, passage);
}

function known(): string {
  return S3_ACTIONS.map(({ name }) => name).join(', ');
}

function kindOf({ bucket, key }: Place): S3Action['of'] | undefined {
  if (bucket === '') return undefined;
  return key === '' ? 'bucket' : 'object';
}

function placeOf(pathname: string): Place {
  const [bucket = '', ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  return { bucket, key: key.join('/') };
}

function refuseUnmodelled({ req }: Context): void {
  const query = Object.keys(req.query()).find((name) => name !== 'x-id');
  const header = UNMODELLED_HEADERS.find((name) => req.header(name) !== undefined);
  const what = query ?? header;
  if (what !== undefined) throw notModelled(`${what} of S3 requests`, 'leave it out, or use AWS');
}

function getObject(_context: Context, place: Place, s3: S3Context): Response {
  const object = find(place, s3);
  return new Response(Buffer.from(object.bytes), { headers: objectHeaders(object) });
}

function headObject(_context: Context, place: Place, s3: S3Context): Response {
  const object = find(place, s3);
  return new Response(null, {
    headers: { ...objectHeaders(object), 'content-length': String(object.bytes.length) },
  });
}

async function putObject({ req }: Context, { bucket, key }: Place, s3: S3Context): Promise<Response> {
  const bytes = objectBytes(new Uint8Array(await req.arrayBuffer()), (name) => req.header(name));
  const etag = createHash('md5').update(bytes).digest('hex');
  const metadata = Object.entries(req.header()).filter(([name]) => name.startsWith('x-amz-meta-'));
  s3.objects.put(bucket, key, {
    bytes,
    etag,
    contentType: req.header('content-type') ?? 'application/octet-stream',
    metadata: Object.fromEntries(metadata),
    lastModifiedMs: s3.nowMs(),
  });
  return new Response(null, { headers: { etag: `"${etag}"`, 'x-amz-request-id': randomUUID() } });
}

function deleteObject(_context: Context, { bucket, key }: Place, { objects }: S3Context): Response {
  if (!objects.hasBucket(bucket)) throw noSuchBucket();
  objects.delete(bucket, key);
  return new Response(null, { status: 204, headers: { 'x-amz-request-id': randomUUID() } });
}

function createBucket(_context: Context, { bucket }: Place, { objects }: S3Context): Response {
  objects.createBucket(bucket);
  return new Response(null, { headers: { location: `/${bucket}`, 'x-amz-request-id': randomUUID() } });
}

function find({ bucket, key }: Place, { objects }: S3Context): StoredObject {
  const object = objects.get(bucket, key);
  if (object !== undefined) return object;
  if (!objects.hasBucket(bucket)) throw noSuchBucket();
  throw new ApiError('NoSuchKey', 'The specified key does not exist.', 404);
}

function noSuchBucket(): ApiError {
  return new ApiError('NoSuchBucket', 'The specified bucket does not exist', 404);
}

function objectHeaders(object: StoredObject): Record<string, string> {
  return {
    ...object.metadata,
    'content-type': object.contentType,
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModifiedMs).toUTCString(),
    'x-amz-request-id': randomUUID(),
  };
}

/** S3's errors are XML; the answer to HEAD has no body. */
function failed({ name, message, status }: ApiError, method: string): Response {
  const requestId = randomUUID();
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${name}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  return new Response(method === 'HEAD' ? null : xml, {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
  });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
