import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { errorName } from '../error-text.ts';
import { type InPlaceRecord, recordSchema } from './record.ts';

/** The objects that say which execution measures which function in place. */
export const LOCKS_PREFIX = 'locks/';

/** A lock as it lies in the bucket. */
export interface Lock {
  readonly record: InPlaceRecord;
  /** Guards every change of it. */
  readonly etag: string;
}

export function lockKey(functionArn: string): string {
  return `${LOCKS_PREFIX}${functionArn}.json`;
}

/** @returns undefined where there is none, or one that nobody can read (it is no lock of ours then) */
export async function readLock(s3: S3Client, bucket: string, key: string): Promise<Lock | undefined> {
  try {
    const { Body, ETag = '' } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const record = recordIn((await Body?.transformToString()) ?? '');
    return record === undefined ? undefined : { record, etag: ETag };
  } catch (error) {
    if (errorName(error) === 'NoSuchKey') return undefined;
    throw error;
  }
}

function recordIn(text: string): InPlaceRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Writes a lock, unless another was there first: S3 decides, by a condition.
 * @param instead the lock that it may replace; only where there is none, if absent
 * @returns whether it is ours now
 */
export async function writeLock(
  s3: S3Client,
  bucket: string,
  record: InPlaceRecord,
  instead?: Lock,
): Promise<boolean> {
  const key = lockKey(record.functionArn);
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(record),
        ContentType: 'application/json',
        ...(instead === undefined ? { IfNoneMatch: '*' } : { IfMatch: instead.etag }),
      }),
    );
    return true;
  } catch (error) {
    if (!LOST_TO_ANOTHER.has(errorName(error))) throw error;
    // An answer may be lost after S3 has acted: then the next attempt meets our own lock.
    const now = await readLock(s3, bucket, key);
    return now?.record.executionArn === record.executionArn;
  }
}

/** Deletes a lock, unless somebody else has taken it meanwhile. */
export async function deleteLock(s3: S3Client, bucket: string, { record, etag }: Lock): Promise<void> {
  try {
    const Key = lockKey(record.functionArn);
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, IfMatch: etag }));
  } catch (error) {
    if (!LOST_TO_ANOTHER.has(errorName(error))) throw error;
  }
}

/** 412, 409 for two at the same moment, and 404 for a replacement of what is gone. */
const LOST_TO_ANOTHER = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);
