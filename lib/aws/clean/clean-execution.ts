import { ProbesLeft } from '../../contract/index.ts';
import { errorText } from '../error-text.ts';
import { executionStatus } from '../execution-watch.ts';
import type { CleanerClients } from './clients.ts';
import { deleteProbes } from './delete-probes.ts';
import { type Deletion, together } from './deletion.ts';
import { type Planned, plannedBy } from './planned.ts';
import { undoInPlace } from './undo-in-place.ts';

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
    const { deleteStaged } = await import('./bucket.ts');
    done.push(await deleteStaged(clients, stagingBucket, executionArn));
    if (inPlace !== undefined) done.push(await undoInPlace(clients, inPlace));
  }
  const deletion = together(done);
  // Once it is over, a last Lambda of it may go on for minutes: the lock stays, and the sweep comes after it.
  const over = failed || (await executionStatus(clients.states, executionArn)) !== 'RUNNING';
  if (stagingBucket !== undefined && inPlace !== undefined && !over && deletion.left.length === 0) {
    const { unlock } = await import('./bucket.ts');
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
