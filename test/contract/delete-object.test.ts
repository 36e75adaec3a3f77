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

  it('deletes with If-Match only the object with that ETag', async () => {
    const { ETag } = await backend.s3.send(new PutObjectCommand({ ...place('matched'), Body: 'one' }));
    await backend.s3.send(new PutObjectCommand({ ...place('matched'), Body: 'two' }));
    await expect(
      backend.s3.send(new DeleteObjectCommand({ ...place('matched'), IfMatch: ETag })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    const { ETag: current } = await backend.s3.send(new GetObjectCommand(place('matched')));
    await backend.s3.send(new DeleteObjectCommand({ ...place('matched'), IfMatch: current }));
    await expect(backend.s3.send(new GetObjectCommand(place('matched')))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('refuses If-Match where nothing is there', async () => {
    await backend.s3.send(new DeleteObjectCommand(place('never')));
    for (const IfMatch of ['*', '"5d41402abc4b2a76b9719d911017c592"']) {
      await expect(
        backend.s3.send(new DeleteObjectCommand({ ...place('never'), IfMatch })),
      ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    }
  });

  it('deletes with If-Match: * whatever is there', async () => {
    await backend.s3.send(new PutObjectCommand({ ...place('any'), Body: 'one' }));
    const deleted = await backend.s3.send(new DeleteObjectCommand({ ...place('any'), IfMatch: '*' }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
  });
});
