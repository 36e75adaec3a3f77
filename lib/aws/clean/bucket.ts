import { TargetLocked } from '../../contract/index.ts';
import { deleteObject, executionOfKey, keysWith, stagedKeys } from '../code/staging.ts';
import { deleteLock, LOCKS_PREFIX, lockKey, readLock } from '../in-place/lock.ts';
import type { InPlaceRecord } from '../in-place/record.ts';
import { assertOver } from '../in-place/take-lock.ts';
import type { Statuses } from './abandoned.ts';
import type { CleanerClients } from './clients.ts';
import { attempted, type Deletion, each, NOTHING, notDeleted } from './deletion.ts';
import { undoInPlace } from './undo-in-place.ts';

/** What is cleaned up in the staging bucket. Loaded where there is any: with it comes S3's client. */

/** Lets the next execution measure the target. */
export async function unlock(
  clients: CleanerClients,
  bucket: string,
  { functionArn, executionArn }: InPlaceRecord,
): Promise<Deletion> {
  const key = lockKey(functionArn);
  return await attempted(`${bucket}/${key}`, async () => {
    const s3 = await clients.s3();
    const lock = await readLock(s3, bucket, key);
    if (lock?.record.executionArn === executionArn) await deleteLock(s3, bucket, lock);
    return NOTHING;
  });
}

/** The packages that an execution staged. */
export async function deleteStaged(
  clients: CleanerClients,
  bucket: string,
  executionArn: string,
): Promise<Deletion> {
  return await attempted(`packages of ${executionArn} in ${bucket}`, async () => {
    const s3 = await clients.s3();
    const keys = await stagedKeys(s3, bucket, executionArn);
    for (const key of keys) await deleteObject(s3, bucket, key);
    return { deleted: keys, left: [] };
  });
}

/** Packages of executions that are over. */
export async function sweepStaged(
  clients: CleanerClients,
  statuses: Statuses,
  bucket: string,
): Promise<Deletion> {
  const s3 = await clients.s3();
  return await each(await stagedKeys(s3, bucket), async (key) => {
    const { status, why } = await statuses.of(executionOfKey(key));
    // Of one that nobody knows any more, the bucket's own expiry takes care.
    if (status === 'RUNNING' || status === 'GONE') return NOTHING;
    if (status === 'UNKNOWN') {
      // Said every time: without the right to ask, packages would pile up unseen.
      return notDeleted(key, `whether its execution runs is not known: ${why}`);
    }
    await deleteObject(s3, bucket, key);
    return { deleted: [key], left: [] };
  });
}

/** Locks of executions that are over, and what these have left of a function that they measured in place. */
export async function sweepLocks(clients: CleanerClients, bucket: string, now: Date): Promise<Deletion> {
  const s3 = await clients.s3();
  return await each(await keysWith(s3, bucket, LOCKS_PREFIX), async (key) => {
    const lock = await readLock(s3, bucket, key);
    if (lock === undefined) return NOTHING;
    try {
      await assertOver(clients.states, lock, now);
    } catch (error) {
      if (error instanceof TargetLocked) return NOTHING;
      throw error;
    }
    const { left } = await undoInPlace(clients, lock.record);
    if (left.length > 0) return { deleted: [], left };
    await deleteLock(s3, bucket, lock);
    return { deleted: [key], left: [] };
  });
}
