import { errorText } from '../error-text.ts';
import { deleteProbe } from '../probe.ts';
import { controlPlaneQueue } from '../rate-limit.ts';
import type { CleanerClients } from './clients.ts';
import { deleteLogGroup, logGroupOf } from './log-groups.ts';
import type { ProbeReference } from './planned.ts';

/** What became of things that were to be deleted. */
export interface Deletion {
  /** Names of what is gone. */
  readonly deleted: readonly string[];
  /** Names of what is not, each with the reason. */
  readonly left: readonly string[];
}

/** Deletes probes, within the control plane's rate limit. All are tried, whatever happens to one of them. */
export async function deleteProbes(
  clients: Pick<CleanerClients, 'lambda' | 'logs'>,
  probes: readonly ProbeReference[],
): Promise<Deletion> {
  const queue = controlPlaneQueue();
  const left: string[] = [];
  const deleted: string[] = [];
  await queue.addAll(
    probes.map(({ functionName, region, executionArn, ownLogGroup }) => async () => {
      try {
        const gone = await deleteProbe(clients.lambda(region), functionName, executionArn);
        if (gone && ownLogGroup) await deleteLogGroup(clients.logs(region), logGroupOf(functionName));
        if (gone) deleted.push(functionName);
        else left.push(`${functionName} (Lambda is still working on it)`);
      } catch (error) {
        left.push(`${functionName} (${errorText(error)})`);
      }
    }),
  );
  return { deleted, left };
}
