import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const place = (Key: string) => ({ Bucket: backend.bucket, Key });

describe('DeleteObject', () => {
  it('deletes it, as often as one likes', async () => {
    await backend.s3.send(new PutObjectCommand({ ...place('passing'), Body: 'one' }));
    await backend.s3.send(new DeleteObjectCommand(place('passing')));
    const again = await backend.s3.send(new DeleteObjectCommand(place('passing')));
    expect(again.$metadata.httpStatusCode).toBe(204);
    await expect(backend.s3.send(new GetObjectCommand(place('passing')))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
});
