import type { Plan, TuningResult, Warning } from '../contract/index.ts';
import { timeScaleOf } from './clients/connected.ts';
import type { LaterS3 } from './clients/later.ts';
import { errorText } from './error-text.ts';

/** Looking for what was kept must not keep a run, or its answer, from anybody. */
const LONGEST_MS = 10_000;

/** A kept result, and where it lies in its bucket. */
export interface FoundResult {
  readonly key: string;
  readonly result: TuningResult;
}

/** What is known of the run before. What can't be read is a warning: no run fails for that. */
export interface Earlier {
  readonly found?: FoundResult;
  readonly warnings: readonly Warning[];
}

/** Finds the latest kept result of a function that can be read. */
export async function findEarlier(s3: LaterS3, Bucket: string, functionArn: string): Promise<Earlier> {
  return await inTime(s3, async (client, signal) => {
    const { bucketStore, latestIn } = await import('./kept-results.ts');
    const { found, unreadable } = await latestIn(bucketStore(client, Bucket, signal), functionArn, signal);
    const [first] = unreadable;
    return {
      ...(found === undefined ? {} : { found }),
      warnings: first === undefined ? [] : [notRead(errorText(first))],
    };
  });
}

/** Reads the one that the Initializer has found, where it has found one. */
export async function readEarlier(
  s3: LaterS3,
  { before, resultsBucket }: Pick<Plan, 'before' | 'resultsBucket'>,
): Promise<Earlier> {
  if (before === undefined || resultsBucket === undefined) return { warnings: [] };
  return await inTime(s3, async (client, signal) => {
    const { bucketStore, resultIn } = await import('./kept-results.ts');
    return { found: await resultIn(bucketStore(client, resultsBucket, signal), before.key), warnings: [] };
  });
}

async function inTime(
  s3: LaterS3,
  look: (client: Awaited<ReturnType<LaterS3>>, signal: AbortSignal) => Promise<Earlier>,
): Promise<Earlier> {
  let signal: AbortSignal | undefined;
  try {
    const client = await s3();
    signal = AbortSignal.timeout(LONGEST_MS * timeScaleOf(client));
    return await look(client, signal);
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
