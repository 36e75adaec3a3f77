import { ProbesLeft, TargetNotRestored } from '../../contract/index.ts';
import { deleteObject, stagedKeys } from '../code/staging.ts';
import { errorText } from '../error-text.ts';
import { executionStatus } from '../execution-watch.ts';
import { deleteLock, lockKey, readLock } from '../in-place/lock.ts';
import { putBack } from '../in-place/put-back.ts';
import type { InPlaceRecord } from '../in-place/record.ts';
import { deleteOwnVersions } from '../in-place/versions.ts';
import type { CleanerClients } from './clients.ts';
import { deleteProbes } from './delete-probes.ts';
import { attempted, type Deletion, NOTHING, together } from './deletion.ts';
import { type Planned, plannedBy } from './planned.ts';

/**
 * Deletes what one execution created, and gives a target that it measures in place back what it had. Works
 * from what the execution planned, so it can run any number of times, at any moment, and from an abort.
 * @param failed whether the execution has failed: then a Publisher of it may still run
 */
export async function cleanExecution(
  clients: CleanerClients,
  executionArn: string,
  failed: boolean,
): Promise<Deletion> {
  const { probes, inPlace, stagingBucket } = await planned(clients, executionArn);
  const done = [await deleteProbes(clients, probes)];
  if (stagingBucket !== undefined) {
    done.push(await deleteStaged(clients, stagingBucket, executionArn));
    if (inPlace !== undefined) done.push(await undoInPlace(clients, inPlace));
  }
  const deletion = together(done);
  // Once it is over, a last Lambda of it may go on for minutes: the lock stays, and the sweep comes after it.
  const over = failed || (await executionStatus(clients.states, executionArn)) !== 'RUNNING';
  if (stagingBucket !== undefined && inPlace !== undefined && !over && deletion.left.length === 0) {
    return together([deletion, await unlock(clients, stagingBucket, inPlace)]);
  }
  return deletion;
}

/** @throws ProbesLeft where it can't be found out: whatever there is stays for now. */
async function planned(clients: CleanerClients, executionArn: string): Promise<Planned> {
  try {
    return await plannedBy(clients.states, executionArn);
  } catch (error) {
    throw new ProbesLeft(
      `what the execution ${executionArn} has created can't be found out: ${errorText(error)}. The Cleaner needs states:GetExecutionHistory on it. It is tried again; the hourly sweep comes after that`,
      { cause: error },
    );
  }
}

/** Lets the next execution measure the target. */
async function unlock(
  clients: CleanerClients,
  bucket: string,
  { functionArn, executionArn }: InPlaceRecord,
): Promise<Deletion> {
  const key = lockKey(functionArn);
  return await attempted(`${bucket}/${key}`, async () => {
    const lock = await readLock(clients.s3(), bucket, key);
    if (lock?.record.executionArn === executionArn) await deleteLock(clients.s3(), bucket, lock);
    return NOTHING;
  });
}

/** The packages that an execution staged. */
async function deleteStaged(
  clients: CleanerClients,
  bucket: string,
  executionArn: string,
): Promise<Deletion> {
  return await attempted(`packages of ${executionArn} in ${bucket}`, async () => {
    const keys = await stagedKeys(clients.s3(), bucket, executionArn);
    for (const key of keys) await deleteObject(clients.s3(), bucket, key);
    return { deleted: keys, left: [] };
  });
}

/**
 * First the configuration, then the versions.
 * @throws TargetNotRestored after everything was tried
 */
export async function undoInPlace(
  clients: Pick<CleanerClients, 'lambda'>,
  record: InPlaceRecord,
): Promise<Deletion> {
  const lambda = clients.lambda(record.region);
  const failures: unknown[] = [];
  await putBack(lambda, record).catch((error: unknown) => failures.push(error));
  const versions = await attempted(`versions of ${record.functionArn}`, async () => ({
    deleted: [],
    left: await deleteOwnVersions(lambda, record),
  }));
  const [notRestored] = failures;
  if (notRestored instanceof TargetNotRestored) throw notRestored;
  return versions;
}
