import { TargetLocked } from '../../contract/index.ts';
import { deleteObject, executionOfKey, keysWith, stagedKeys } from '../code/staging.ts';
import { deleteLock, LOCKS_PREFIX, readLock } from '../in-place/lock.ts';
import { assertOver } from '../in-place/take-lock.ts';
import { abandonedProbes, Statuses } from './abandoned.ts';
import { undoInPlace } from './clean-execution.ts';
import type { CleanerClients, CleanerSettings } from './clients.ts';
import { deleteProbes } from './delete-probes.ts';
import { attempted, type Deletion, NOTHING, notDeleted, together } from './deletion.ts';
import { deleteLogGroup, orphanedLogGroups } from './log-groups.ts';

/**
 * Deletes what executions that are over have left, whichever they were, in every region that is tuned. It
 * comes after an event that got lost, and after Lambdas that went on when their execution had ended. Each
 * part is tried, whatever happens to another.
 */
export async function sweep(
  clients: CleanerClients,
  settings: CleanerSettings,
  now: Date,
): Promise<Deletion> {
  const statuses = new Statuses(clients);
  const { stagingBucket: bucket } = settings;
  const regions = settings.regions.length === 0 ? [undefined] : settings.regions;
  const parts: [string, () => Promise<Deletion>][] = [
    ...regions.flatMap((region): [string, () => Promise<Deletion>][] => [
      [
        `probes${inRegion(region)}`,
        async () => deleteProbes(clients, await abandonedProbes(clients, statuses, region, now)),
      ],
      [`log groups${inRegion(region)}`, () => sweepLogGroups(clients, region)],
    ]),
    ...(bucket === undefined
      ? []
      : ([
          ['staged packages', () => sweepStaged(clients, statuses, bucket)],
          ['locks', () => sweepLocks(clients, bucket, now)],
        ] satisfies [string, () => Promise<Deletion>][])),
  ];
  const done: Deletion[] = [];
  for (const [what, part] of parts) {
    done.push(await attempted(what, part));
  }
  return together(done);
}

function inRegion(region: string | undefined): string {
  return region === undefined ? '' : ` in ${region}`;
}

/** Tries each, whatever happens to another: what can't be deleted must not keep the rest from it, hour after hour. */
async function each(
  names: readonly string[],
  attempt: (name: string) => Promise<Deletion>,
): Promise<Deletion> {
  const done: Deletion[] = [];
  for (const name of names) {
    done.push(await attempted(name, () => attempt(name)));
  }
  return together(done);
}

async function sweepLogGroups(clients: CleanerClients, region: string | undefined): Promise<Deletion> {
  const orphaned = await orphanedLogGroups(clients.logs(region), clients.lambda(region));
  return await each(orphaned, async (group) => {
    await deleteLogGroup(clients.logs(region), group);
    return { deleted: [group], left: [] };
  });
}

async function sweepStaged(clients: CleanerClients, statuses: Statuses, bucket: string): Promise<Deletion> {
  return await each(await stagedKeys(clients.s3(), bucket), async (key) => {
    const { status, why } = await statuses.of(executionOfKey(key));
    // Of one that nobody knows any more, the bucket's own expiry takes care.
    if (status === 'RUNNING' || status === 'GONE') return NOTHING;
    if (status === 'UNKNOWN') {
      // Said every time: without the right to ask, packages would pile up unseen.
      return notDeleted(key, `whether its execution runs is not known: ${why}`);
    }
    await deleteObject(clients.s3(), bucket, key);
    return { deleted: [key], left: [] };
  });
}

async function sweepLocks(clients: CleanerClients, bucket: string, now: Date): Promise<Deletion> {
  return await each(await keysWith(clients.s3(), bucket, LOCKS_PREFIX), async (key) => {
    const lock = await readLock(clients.s3(), bucket, key);
    if (lock === undefined) return NOTHING;
    try {
      await assertOver(clients.states, lock, now);
    } catch (error) {
      if (error instanceof TargetLocked) return NOTHING;
      throw error;
    }
    const { left } = await undoInPlace(clients, lock.record);
    if (left.length > 0) return { deleted: [], left };
    await deleteLock(clients.s3(), bucket, lock);
    return { deleted: [key], left: [] };
  });
}
