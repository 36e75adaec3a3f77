import { randomUUID } from 'node:crypto';
import type { LambdaContext } from './context.ts';
import { revisionMismatch } from './errors.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import { isSettled, revisionIdAt, startSettling } from './lifecycle.ts';

/** What an update may change. */
export type Change = Partial<Pick<FunctionVersion, 'configuration' | 'architecture' | 'code'>>;

/** `$LATEST` as an update makes it; the record stays as it is. */
export function updated(lambda: LambdaContext, { latest }: FunctionRecord, change: Change): FunctionVersion {
  const nowMs = lambda.nowMs();
  return {
    ...latest,
    ...change,
    deploymentId: randomUUID(),
    lastModifiedMs: nowMs,
    settling: startSettling('update', nowMs, lambda.delays),
  };
}

/**
 * Replaces `$LATEST`. The one before serves until the update has ended; then its environments end, those of
 * published versions stay.
 */
export function deploy(lambda: LambdaContext, record: FunctionRecord, latest: FunctionVersion): void {
  record.replaced = record.latest;
  record.latest = latest;
  endUpdate(lambda, record);
}

/** Does what the end of an update does, if it has ended: whoever looks at a function comes here first. */
export function endUpdate(lambda: LambdaContext, record: FunctionRecord): void {
  if (record.replaced === undefined || !isSettled(record.latest.settling, lambda.nowMs())) return;
  lambda.instances.retire(record.replaced.deploymentId);
  record.replaced = undefined;
}

/** @throws ApiError PreconditionFailedException where `$LATEST` is at another revision */
export function checkRevision(
  lambda: LambdaContext,
  { latest }: FunctionRecord,
  revisionId: string | undefined,
): void {
  if (revisionId === undefined || revisionId === revisionIdAt(latest.settling, lambda.nowMs())) return;
  throw revisionMismatch();
}
