import { createHandler as cleaner } from '../../../functions/cleaner/handler.ts';
import { LOCAL_BUCKET } from '../../../lib/cli/local/bucket.ts';
import type { CleanerResult } from '../../../lib/contract/index.ts';
import type { Pipeline } from '../../support/pipeline.ts';
import { QUIET } from '../../support/quiet-log.ts';

const STAGE_MS = 60_000;
/** Long after the last Lambda of a run must have ended. */
const LATER_MS = 3_600_000;

/** What the stack's schedule does every hour: the Cleaner, without an execution. */
export function sweep({ connection }: Pick<Pipeline, 'connection'>): Promise<CleanerResult> {
  const now = () => new Date(Date.now() + LATER_MS);
  const clean = cleaner({ connection, log: QUIET, now }, { regions: [], stagingBucket: LOCAL_BUCKET });
  const context = {
    functionName: 'cleaner',
    awsRequestId: 'sweep',
    getRemainingTimeInMillis: () => STAGE_MS,
  };
  return clean({}, context);
}
