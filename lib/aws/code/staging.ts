import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Where code lies that is too large to be sent with CreateFunction: named after its execution, so that a sweep knows whose it is. */
const PREFIX = 'staging/';

/** An object of the staging bucket. */
export interface StagedCode {
  readonly S3Bucket: string;
  readonly S3Key: string;
}

/**
 * Puts a package into the staging bucket. The same package of the same execution is the same object.
 * @param codeSha256 base64
 */
export async function stageCode(
  s3: S3Client,
  bucket: string,
  executionArn: string,
  { code, codeSha256 }: { readonly code: Uint8Array; readonly codeSha256: string },
): Promise<StagedCode> {
  const S3Key = `${keyPrefix(executionArn)}${Buffer.from(codeSha256, 'base64').toString('hex')}.zip`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: S3Key, Body: code }));
  return { S3Bucket: bucket, S3Key };
}

/** The staged packages of one execution, or of all. */
export async function stagedKeys(s3: S3Client, bucket: string, executionArn?: string): Promise<string[]> {
  const prefix = executionArn === undefined ? PREFIX : keyPrefix(executionArn);
  return await keysWith(s3, bucket, prefix);
}

/** The execution whose package it is. */
export function executionOfKey(key: string): string {
  return key.slice(PREFIX.length, key.lastIndexOf('/'));
}

/** An object that isn't there counts as deleted. */
export async function deleteObject(s3: S3Client, bucket: string, key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

/** All keys that begin with a prefix. */
export async function keysWith(
  s3: S3Client,
  bucket: string,
  prefix: string,
  options: { readonly abortSignal?: AbortSignal } = {},
): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
      }),
      options,
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

function keyPrefix(executionArn: string): string {
  return `${PREFIX}${executionArn}/`;
}
