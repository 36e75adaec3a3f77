import { deleteProbe } from '../probe.ts';
import { controlPlaneQueue } from '../rate-limit.ts';
import type { CleanerClients } from './clients.ts';
import { attempted, type Deletion, notDeleted, together } from './deletion.ts';
import { deleteLogGroup, logGroupOf } from './log-groups.ts';
import type { ProbeReference } from './planned.ts';

/** Deletes probes, within the control plane's rate limit. All are tried, whatever happens to one of them. */
export async function deleteProbes(
  clients: Pick<CleanerClients, 'lambda' | 'logs'>,
  probes: readonly ProbeReference[],
): Promise<Deletion> {
  const queue = controlPlaneQueue();
  const deleteOne = async ({ functionName, region, executionArn, ownLogGroup }: ProbeReference) => {
    const gone = await deleteProbe(clients.lambda(region), functionName, executionArn);
    if (!gone) return notDeleted(functionName, 'Lambda is still working on it');
    if (ownLogGroup) await deleteLogGroup(clients.logs(region), logGroupOf(functionName));
    return { deleted: [functionName], left: [] };
  };
  return together(
    await queue.addAll(probes.map((probe) => () => attempted(probe.functionName, () => deleteOne(probe)))),
  );
}
