import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { noSuchBucket, noSuchKey, type Place, type S3Action, type S3Context } from './action.ts';
import type { StoredObject } from './object-store.ts';
import { checkBeforeDelete, checkBeforePut } from './preconditions.ts';
import { checkPresigned, SIGNING_MEMBERS } from './presigned.ts';
import { objectBytes } from './request-body.ts';

/** What can be done with one object, and with the bucket that it needs. */
export const OBJECT_ACTIONS: readonly S3Action[] = [
  { name: 'GetObject', of: 'object', method: 'GET', takes: SIGNING_MEMBERS, run: getObject },
  { name: 'HeadObject', of: 'object', method: 'HEAD', run: headObject },
  { name: 'PutObject', of: 'object', method: 'PUT', takes: ['if-match', 'if-none-match'], run: putObject },
  { name: 'DeleteObject', of: 'object', method: 'DELETE', takes: ['if-match'], run: deleteObject },
  { name: 'CreateBucket', of: 'bucket', method: 'PUT', run: createBucket },
];

function getObject({ req }: Context, place: Place, s3: S3Context): Response {
  checkPresigned(req.query(), s3);
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
  // After the last wait: of two conditional writes at once, one is refused.
  checkBeforePut(s3.objects.get(bucket, key), {
    ifMatch: req.header('if-match'),
    ifNoneMatch: req.header('if-none-match'),
  });
  const versionId = randomBytes(16).toString('hex');
  s3.objects.put(bucket, key, {
    bytes,
    etag,
    versionId,
    contentType: req.header('content-type') ?? 'application/octet-stream',
    metadata: Object.fromEntries(metadata),
    lastModifiedMs: s3.nowMs(),
  });
  return new Response(null, {
    headers: { etag: `"${etag}"`, 'x-amz-version-id': versionId, 'x-amz-request-id': randomUUID() },
  });
}

function deleteObject({ req }: Context, { bucket, key }: Place, { objects }: S3Context): Response {
  if (!objects.hasBucket(bucket)) throw noSuchBucket();
  checkBeforeDelete(objects.get(bucket, key), { ifMatch: req.header('if-match') });
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
  throw objects.hasBucket(bucket) ? noSuchKey() : noSuchBucket();
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
