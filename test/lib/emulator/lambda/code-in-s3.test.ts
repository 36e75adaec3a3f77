import {
  type FunctionCode,
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped, zippedAgain } from '../../../support/zipped.ts';

const FunctionName = 'f';
const S3Bucket = 'packages';
const S3Key = 'deep/code.zip';
const REFERENCE: FunctionCode = { S3Bucket, S3Key, S3ObjectStorageMode: 'REFERENCE' };

async function start() {
  const started = await startedEmulator();
  const { lambda, s3 } = started;
  return {
    ...started,
    /** @returns its version */
    put: async (Body: Uint8Array = zipped()) =>
      (await s3.send(new PutObjectCommand({ Bucket: S3Bucket, Key: S3Key, Body }))).VersionId,
    code: async (Qualifier?: string) =>
      (await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }))).Code,
    update: (input: FunctionCode) => lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ...input })),
  };
}

describe('code that stays in S3', () => {
  it('is shown with the version of the object that it is', async () => {
    const { put, create, code, invoke } = await start();
    const S3ObjectVersion = await put();
    expect(S3ObjectVersion).toMatch(/^[0-9a-f]{32}$/);
    await create({ FunctionName: 'other', Code: { ...REFERENCE, S3ObjectVersion } });
    await create({ Code: REFERENCE });
    expect(await code()).toEqual({
      RepositoryType: 'S3',
      Location: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_code\/[0-9a-f]{32}$/),
      ResolvedS3Object: { S3Bucket, S3Key, S3ObjectVersion },
    });
    const fetched = await fetch((await code())?.Location ?? '');
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(zipped());
    expect((await invoke()).StatusCode).toBe(200);
  });

  it('stays what it was when the object changes or goes, until it is updated', async () => {
    const { put, create, code, update, lambda, s3 } = await start();
    const first = await put();
    await create({ Code: REFERENCE });
    const second = await put(zippedAgain());
    expect(second).not.toBe(first);
    expect((await code())?.ResolvedS3Object?.S3ObjectVersion).toBe(first);
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await update(REFERENCE);
    expect((await code())?.ResolvedS3Object?.S3ObjectVersion).toBe(second);
    expect((await code('1'))?.ResolvedS3Object?.S3ObjectVersion).toBe(first);
    await s3.send(new DeleteObjectCommand({ Bucket: S3Bucket, Key: S3Key }));
    expect((await code())?.ResolvedS3Object?.S3ObjectVersion).toBe(second);
  });

  it('is copied by an update that does not say otherwise', async () => {
    const { put, create, code, update } = await start();
    const S3ObjectVersion = await put();
    await create({ Code: REFERENCE });
    await update({ S3Bucket, S3Key, S3ObjectVersion });
    expect(await code()).not.toHaveProperty('ResolvedS3Object');
    await update({ ...REFERENCE, S3ObjectVersion });
    expect(await code()).toHaveProperty('ResolvedS3Object');
    await update({ S3Bucket, S3Key, S3ObjectStorageMode: 'COPY' });
    expect(await code()).not.toHaveProperty('ResolvedS3Object');
  });

  it('refuses a version that is not the last one, an object that is not there, and a zip', async () => {
    const { put, create } = await start();
    const refused = (code: string) => ({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(`Error occurred while GetObject. S3 Error Code: ${code}.`),
    });
    await expect(create({ Code: REFERENCE })).rejects.toMatchObject(refused('NoSuchBucket'));
    const S3ObjectVersion = await put();
    await expect(create({ Code: { ...REFERENCE, S3Key: 'other' } })).rejects.toMatchObject(
      refused('NoSuchKey'),
    );
    await put(zippedAgain());
    for (const Code of [
      { ...REFERENCE, S3ObjectVersion },
      { S3Bucket, S3Key, S3ObjectVersion },
    ]) {
      await expect(create({ Code })).rejects.toMatchObject(refused('NoSuchVersion'));
    }
    await expect(
      create({ Code: { ZipFile: zipped(), S3ObjectStorageMode: 'REFERENCE' } }),
    ).rejects.toMatchObject({ message: 'Please provide a source for function code.' });
  });
});
