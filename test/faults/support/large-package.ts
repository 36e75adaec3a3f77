import { randomBytes } from 'node:crypto';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { MAX_DIRECT_CODE_BYTES } from '../../../lib/aws/code/staging.ts';
import type { Pipeline } from '../../support/pipeline.ts';
import { PACKAGE } from './target.ts';

const PLACE = { Bucket: 'packages', Key: 'large.zip' };

let zip: Uint8Array | undefined;

/** A target's package, larger than CreateFunction takes, in a bucket of the emulator. */
export async function largePackage({ connection }: Pipeline): Promise<FunctionCode> {
  const client = s3(connection);
  const isThere = await client.send(new HeadObjectCommand(PLACE)).then(
    () => true,
    () => false,
  );
  zip ??= zipOf(PACKAGE);
  if (!isThere) await client.send(new PutObjectCommand({ ...PLACE, Body: zip }));
  return { S3Bucket: PLACE.Bucket, S3Key: PLACE.Key };
}

function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(
    { ...Object.fromEntries(entries), 'noise.bin': randomBytes(MAX_DIRECT_CODE_BYTES + 1) },
    { level: 0 },
  );
}
