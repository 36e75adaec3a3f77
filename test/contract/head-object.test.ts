import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const place = (Key: string) => ({ Bucket: backend.bucket, Key });

describe('HeadObject', () => {
  it('says what the object is', async () => {
    const put = await backend.s3.send(new PutObjectCommand({ ...place('described'), Body: '12345' }));
    expect(await backend.s3.send(new HeadObjectCommand(place('described')))).toMatchObject({
      ContentLength: 5,
      ETag: put.ETag,
    });
  });

  it('refuses a key that is not there', async () => {
    await expect(backend.s3.send(new HeadObjectCommand(place('nothing-here')))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
