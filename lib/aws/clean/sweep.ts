import { abandonedProbes, Statuses } from './abandoned.ts';
import type { CleanerClients, CleanerSettings } from './clients.ts';
import { deleteProbes } from './delete-probes.ts';
import { attempted, type Deletion, each, together } from './deletion.ts';
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
          ['staged packages', async () => (await inBucket()).sweepStaged(clients, statuses, bucket)],
          ['locks', async () => (await inBucket()).sweepLocks(clients, bucket, now)],
        ] satisfies [string, () => Promise<Deletion>][])),
  ];
  const done: Deletion[] = [];
  for (const [what, part] of parts) {
    done.push(await attempted(what, part));
  }
  return together(done);
}

/** Loaded where there is a bucket. */
function inBucket() {
  return import('./bucket.ts');
}

function inRegion(region: string | undefined): string {
  return region === undefined ? '' : ` in ${region}`;
}

async function sweepLogGroups(clients: CleanerClients, region: string | undefined): Promise<Deletion> {
  const orphaned = await orphanedLogGroups(clients.logs(region), clients.lambda(region));
  return await each(orphaned, async (group) => {
    await deleteLogGroup(clients.logs(region), group);
    return { deleted: [group], left: [] };
  });
}
