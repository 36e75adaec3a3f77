import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ResultStore } from '../core/history/store.ts';
import { keysWith } from './code/staging.ts';

/** The results bucket as the place where results are kept. */
export function bucketStore(s3: S3Client, Bucket: string): ResultStore {
  return {
    keys: (prefix) => keysWith(s3, Bucket, prefix),
    async read(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    async write(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
    },
  };
}
