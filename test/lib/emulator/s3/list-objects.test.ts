import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const Bucket = 'some';

describe('ListObjectsV2', () => {
  it('gives back whatever characters XML keeps for itself', async () => {
    const { s3 } = await startedEmulator();
    const Key = '<a href="x">&amp;\r</a>';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: '<a href="x">&amp;' }));
    expect(listed.Contents?.map((object) => object.Key)).toEqual([Key]);
  });

  it('gives at most 1,000 keys a page, however many are asked for', async () => {
    const { s3 } = await startedEmulator();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }));
    expect(listed).toMatchObject({ KeyCount: 1, MaxKeys: 1000, IsTruncated: false });
  });

  it('lists a bucket whose last object has gone as empty', async () => {
    const { s3 } = await startedEmulator();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(await s3.send(new ListObjectsV2Command({ Bucket }))).toMatchObject({ KeyCount: 0 });
  });

  it('refuses folders, and the list of the first version', async () => {
    const { s3 } = await startedEmulator();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const refused = { name: 'NotModelled', $metadata: { httpStatusCode: 501 } };
    await expect(s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }))).rejects.toMatchObject(
      refused,
    );
    await expect(s3.send(new ListObjectsCommand({ Bucket }))).rejects.toMatchObject(refused);
  });

  it('refuses a number of keys that is none', async () => {
    const { s3 } = await startedEmulator();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await expect(s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 }))).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Argument maxKeys must be an integer between 0 and 2147483647',
    });
  });
});
