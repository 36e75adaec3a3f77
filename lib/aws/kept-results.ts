import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ResultStore } from '../core/history/store.ts';
import { keysWith } from './code/staging.ts';

/**
 * The results bucket as the place where results are kept.
 * @param abortSignal ends whatever is asked of the bucket
 */
export function bucketStore(s3: S3Client, Bucket: string, abortSignal?: AbortSignal): ResultStore {
  const options = abortSignal === undefined ? {} : { abortSignal };
  return {
    keys: (prefix) => keysWith(s3, Bucket, prefix, options),
    async read(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }), options);
      return (await Body?.transformToString()) ?? '';
    },
    async write(Key, Body) {
      const command = new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' });
      await s3.send(command, options);
    },
  };
}
