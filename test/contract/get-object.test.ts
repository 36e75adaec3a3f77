import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const place = (Key: string) => ({ Bucket: backend.bucket, Key });

describe('GetObject', () => {
  it('gives the bytes, and what was said of them', async () => {
    const put = await backend.s3.send(
      new PutObjectCommand({
        ...place('described'),
        Body: '12345',
        ContentType: 'application/json',
        Metadata: { origin: 'here' },
      }),
    );
    const { Body, ...got } = await backend.s3.send(new GetObjectCommand(place('described')));
    expect(await Body?.transformToString()).toBe('12345');
    expect(got).toMatchObject({
      ContentLength: 5,
      ContentType: 'application/json',
      Metadata: { origin: 'here' },
      ETag: put.ETag,
    });
  });

  it('refuses a key that is not there', async () => {
    await backend.s3.send(new PutObjectCommand({ ...place('neighbour'), Body: 'x' }));
    await expect(backend.s3.send(new GetObjectCommand(place('nothing-here')))).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses a bucket that is not there', async () => {
    await expect(
      backend.s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket-anywhere-93f1', Key: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
  });
});
