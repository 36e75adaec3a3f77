import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { functionOf, keptKey, readKeptKey } from '../core/history/key.ts';
import { kept, keptOf, type ResultStore } from '../core/history/store.ts';
import { keysWith } from './code/staging.ts';
import type { FoundResult } from './earlier-result.ts';

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

/** So many that can't be read are passed over. */
const MOST_TRIED = 3;

/**
 * The latest result of a function that can be read, and why later ones can't.
 * @throws what the store throws when it is asked for keys, and whatever ends it by the signal
 */
export async function latestIn(
  store: ResultStore,
  functionArn: string,
  signal: AbortSignal,
): Promise<{ readonly found?: FoundResult; readonly unreadable: readonly unknown[] }> {
  const unreadable: unknown[] = [];
  for (const key of (await keptOf(store, functionOf(functionArn))).slice(0, MOST_TRIED)) {
    try {
      return { found: { key: keptKey(key), result: await kept(store, key) }, unreadable };
    } catch (error) {
      if (signal.aborted) throw error;
      unreadable.push(error);
    }
  }
  return { unreadable };
}

/** @throws UnreadableResult, TypeError where the key is none of a result, and what the store throws */
export async function resultIn(store: ResultStore, key: string): Promise<FoundResult> {
  const read = readKeptKey(key);
  if (read === undefined) throw new TypeError(`${key} is no key of a result`);
  return { key, result: await kept(store, read) };
}
