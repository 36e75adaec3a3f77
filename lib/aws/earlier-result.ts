import type { S3Client } from '@aws-sdk/client-s3';
import type { Plan, TuningResult, Warning } from '../contract/index.ts';
import { functionOf, type KeptKey, keptKey, readKeptKey } from '../core/history/key.ts';
import { kept, keptOf, type ResultStore } from '../core/history/store.ts';
import { timeScaleOf } from './clients/connected.ts';
import type { LaterS3 } from './clients/later.ts';
import { errorText } from './error-text.ts';

/** Looking for what was kept must not keep a run, or its answer, from anybody. */
const LONGEST_MS = 10_000;
/** So many that can't be read are passed over. */
const MOST_TRIED = 3;

/** What is known of the run before. What can't be read is a warning: no run fails for that. */
export interface Earlier {
  readonly found?: { readonly key: string; readonly result: TuningResult };
  readonly warnings: readonly Warning[];
}

/** Finds the latest kept result of a function that can be read. */
export async function findEarlier(s3: LaterS3, Bucket: string, functionArn: string): Promise<Earlier> {
  return await within(s3, Bucket, async (store, signal) => {
    const unreadable: string[] = [];
    const warnings = () => unreadable.slice(0, 1).map(notRead);
    for (const key of (await keptOf(store, functionOf(functionArn))).slice(0, MOST_TRIED)) {
      try {
        return { ...(await read(store, key)), warnings: warnings() };
      } catch (error) {
        if (signal.aborted) throw error;
        unreadable.push(errorText(error));
      }
    }
    return { warnings: warnings() };
  });
}

/** Reads the one that the Initializer has found, where it has found one. */
export async function readEarlier(
  s3: LaterS3,
  { before, resultsBucket }: Pick<Plan, 'before' | 'resultsBucket'>,
): Promise<Earlier> {
  if (before === undefined || resultsBucket === undefined) return { warnings: [] };
  return await within(s3, resultsBucket, async (store) => {
    const key = readKeptKey(before.key);
    return key === undefined ? { warnings: [] } : { ...(await read(store, key)), warnings: [] };
  });
}

async function read(store: ResultStore, key: KeptKey): Promise<Pick<Earlier, 'found'>> {
  return { found: { key: keptKey(key), result: await kept(store, key) } };
}

async function within(
  s3: LaterS3,
  Bucket: string,
  look: (store: ResultStore, signal: AbortSignal) => Promise<Earlier>,
): Promise<Earlier> {
  let signal: AbortSignal | undefined;
  try {
    const client: S3Client = await s3();
    const { bucketStore } = await import('./kept-results.ts');
    signal = AbortSignal.timeout(LONGEST_MS * timeScaleOf(client));
    return await look(bucketStore(client, Bucket, signal), signal);
  } catch (error) {
    const why = signal?.aborted ? `it took longer than ${LONGEST_MS / 1000} s` : errorText(error);
    return { warnings: [notRead(why)] };
  }
}

function notRead(why: string): Warning {
  return {
    code: 'earlier-result-not-read',
    message: `an earlier result of the function can't be read from the results bucket (${why})`,
  };
}
