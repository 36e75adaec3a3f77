import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const place = { Bucket: 'some', Key: 'k' };

describe('PutObject', () => {
  it('says which condition did not hold', async () => {
    const { s3 } = await startedEmulator();
    await s3.send(new PutObjectCommand({ ...place, Body: 'one' }));
    for (const [Condition, input] of [
      ['If-None-Match', { IfNoneMatch: '*' }],
      ['If-Match', { IfMatch: '"other"' }],
    ] as const) {
      await expect(s3.send(new PutObjectCommand({ ...place, Body: 'two', ...input }))).rejects.toMatchObject({
        name: 'PreconditionFailed',
        Condition,
      });
    }
  });

  it('takes an ETag with quotes and without', async () => {
    const { s3 } = await startedEmulator();
    const { ETag } = await s3.send(new PutObjectCommand({ ...place, Body: 'one' }));
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const IfMatch of [ETag, ETag?.replaceAll('"', '')]) {
      const put = await s3.send(new PutObjectCommand({ ...place, Body: 'one', IfMatch }));
      expect(put.ETag).toBe(ETag);
    }
  });

  it('refuses If-None-Match with an ETag, as S3 does', async () => {
    const { s3 } = await startedEmulator();
    await expect(
      s3.send(new PutObjectCommand({ ...place, Body: 'one', IfNoneMatch: '"some"' })),
    ).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });

  it('refuses If-Match: *, of which S3 does not say what it does', async () => {
    const { s3 } = await startedEmulator();
    await expect(
      s3.send(new PutObjectCommand({ ...place, Body: 'one', IfMatch: '*' })),
    ).rejects.toMatchObject({ name: 'NotModelled' });
  });
});
