import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

const PREFIX = 'listed/';
/** In the order of their UTF-8: capitals first, and a letter outside the first plane after all others. */
const NAMES = ['A', 'a b&c', 'a/deep', 'b', 'ä', '\u{ff5e}', '\u{1f600}'];
const KEYS = NAMES.map((name) => `${PREFIX}${name}`);

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
  for (const Key of [...KEYS].reverse()) {
    await backend.s3.send(new PutObjectCommand({ Bucket: backend.bucket, Key, Body: 'four' }));
  }
});
afterAll(() => backend.stop());

const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  backend.s3.send(new ListObjectsV2Command({ Bucket: backend.bucket, Prefix: PREFIX, ...input }));
const keysOf = ({ Contents = [] }: Awaited<ReturnType<typeof list>>) => Contents.map(({ Key }) => Key);

describe('ListObjectsV2', () => {
  it('lists the objects under a prefix, in the order of their keys', async () => {
    const listed = await list();
    expect(listed).toMatchObject({
      Name: backend.bucket,
      Prefix: PREFIX,
      KeyCount: KEYS.length,
      MaxKeys: 1000,
      IsTruncated: false,
    });
    expect(keysOf(listed)).toEqual(KEYS);
  });

  it('says of each what it is', async () => {
    const { Contents: [first] = [] } = await list();
    expect(first).toEqual({
      Key: KEYS[0],
      Size: 4,
      ETag: '"8cbad96aced40b3838dd9f07f6ef5772"',
      LastModified: expect.any(Date),
      StorageClass: 'STANDARD',
    });
    expect(Number(first?.LastModified)).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  it('goes page by page', async () => {
    const pages: (string | undefined)[][] = [];
    const input = { Bucket: backend.bucket, Prefix: PREFIX };
    for await (const page of paginateListObjectsV2({ client: backend.s3, pageSize: 3 }, input)) {
      pages.push(keysOf(page));
    }
    expect(pages).toEqual([KEYS.slice(0, 3), KEYS.slice(3, 6), KEYS.slice(6)]);
  });

  it('goes on where it was, though that object has gone meanwhile', async () => {
    const Prefix = 'listed-and-deleted/';
    const keys = ['1', '2', '3', '4'].map((name) => `${Prefix}${name}`);
    for (const Key of keys) {
      await backend.s3.send(new PutObjectCommand({ Bucket: backend.bucket, Key, Body: 'x' }));
    }
    const { NextContinuationToken } = await list({ Prefix, MaxKeys: 2 });
    await backend.s3.send(new DeleteObjectCommand({ Bucket: backend.bucket, Key: keys[1] }));
    const rest = await list({ Prefix, ContinuationToken: NextContinuationToken });
    expect(keysOf(rest)).toEqual(keys.slice(2));
  });

  it('starts after a key, whether it is there or not', async () => {
    expect(keysOf(await list({ StartAfter: KEYS[3] }))).toEqual(KEYS.slice(4));
    expect(keysOf(await list({ StartAfter: `${PREFIX}aa` }))).toEqual(KEYS.slice(3));
  });

  it('gives no keys when none are asked for, and says that this is all', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('lists nothing under a prefix that no key has', async () => {
    const listed = await list({ Prefix: 'no-such-prefix/' });
    expect(listed).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(listed.Contents).toBeUndefined();
  });

  it('encodes the keys when asked to', async () => {
    const listed = await list({ EncodingType: 'url', Prefix: `${PREFIX}ä` });
    expect(listed).toMatchObject({ EncodingType: 'url', Contents: [{ Key: `${PREFIX}%C3%A4` }] });
  });

  it('refuses a token that no answer gave', async () => {
    await expect(list({ ContinuationToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a bucket that is not there', async () => {
    await expect(list({ Bucket: 'no-such-bucket-anywhere-93f1' })).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
