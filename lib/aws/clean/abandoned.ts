import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { parseFunctionReference } from '../../contract/index.ts';
import { describeExecution, type ExecutionState } from '../execution-watch.ts';
import { PROBE_PREFIX, TAGS } from '../probe-name.ts';
import type { CleanerClients } from './clients.ts';
import type { ProbeReference } from './planned.ts';

/** How executions stand; each is asked for once. */
export class Statuses {
  readonly #clients: Pick<CleanerClients, 'states'>;
  readonly #known = new Map<string, Promise<ExecutionState>>();

  constructor(clients: Pick<CleanerClients, 'states'>) {
    this.#clients = clients;
  }

  of(executionArn: string): Promise<ExecutionState> {
    const known = this.#known.get(executionArn) ?? describeExecution(this.#clients.states, executionArn);
    this.#known.set(executionArn, known);
    return known;
  }
}

/**
 * Probes whose execution has ended, found by their tag; where the execution can't be asked, those past
 * their expiry. Never those of an execution that runs.
 * @param region undefined for the stack's own
 */
export async function abandonedProbes(
  clients: CleanerClients,
  statuses: Statuses,
  region: string | undefined,
  now: Date,
): Promise<ProbeReference[]> {
  const found: ProbeReference[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await clients.tagging(region).send(
      new GetResourcesCommand({
        TagFilters: [{ Key: TAGS.execution }],
        ResourceTypeFilters: ['lambda:function'],
        ...(PaginationToken === undefined ? {} : { PaginationToken }),
      }),
    );
    for (const { ResourceARN = '', Tags = [] } of page.ResourceTagMappingList ?? []) {
      const reference = parseFunctionReference(ResourceARN);
      const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      const executionArn = tags[TAGS.execution] ?? '';
      if (reference === undefined || !reference.functionName.startsWith(PROBE_PREFIX)) continue;
      const { status } = await statuses.of(executionArn);
      if (!isAbandoned(status, tags[TAGS.expires], now)) continue;
      const { functionName } = reference;
      // Log groups of probes that have one are found by themselves.
      found.push({ functionName, region, executionArn, ownLogGroup: false });
    }
    PaginationToken = page.PaginationToken || undefined;
  } while (PaginationToken !== undefined);
  return found;
}

function isAbandoned(status: string, expires: string | undefined, now: Date): boolean {
  if (status === 'RUNNING') return false;
  if (status !== 'UNKNOWN' && status !== 'GONE') return true;
  const expiresMs = Date.parse(expires ?? '');
  return Number.isFinite(expiresMs) && expiresMs < now.getTime();
}
