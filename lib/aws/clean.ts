import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { ProbesLeft, parseFunctionReference, planSchema, roundSchema } from '../contract/index.ts';
import { errorMessage, errorName } from './error-name.ts';
import { executionStatus } from './execution-watch.ts';
import { deleteProbe } from './probe.ts';
import { PROBE_PREFIX, probeName, probePrefix, TAGS } from './probe-name.ts';
import { controlPlaneQueue } from './rate-limit.ts';

/** What the Publisher was asked to create, as Step Functions wrote it down before the Publisher ran. */
const publisherTaskSchema = z.object({
  Payload: z.object({ plan: planSchema.pick({ probePrefix: true, target: true }), round: roundSchema }),
});

/** A function to delete. */
export interface ProbeReference {
  readonly functionName: string;
  readonly region: string | undefined;
}

/**
 * The probes that an execution may have created: all that its Publisher was ever asked for, whether or not
 * it got round to it. From the execution's history, so that it needs no record of what seemed to succeed.
 */
export async function plannedProbes(states: SFNClient, executionArn: string): Promise<ProbeReference[]> {
  const prefix = probePrefix(executionArn);
  const names = new Map<string, ProbeReference>();
  let nextToken: string | undefined;
  do {
    const page = await states.send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults: 1000,
        includeExecutionData: true,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    for (const event of page.events ?? []) {
      const parameters = event.taskScheduledEventDetails?.parameters;
      for (const probe of parameters === undefined ? [] : probesIn(parameters, prefix)) {
        names.set(probe.functionName, probe);
      }
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return [...names.values()];
}

function probesIn(parameters: string, prefix: string): ProbeReference[] {
  // Most tasks carry no round: a cheap look before the parsing.
  if (!parameters.includes(prefix) || !parameters.includes('"round"')) return [];
  const task = publisherTaskSchema.safeParse(JSON.parse(parameters));
  if (!task.success) return [];
  const { plan, round } = task.data.Payload;
  return round.work.map((work) => ({ functionName: probeName(prefix, work), region: plan.target.region }));
}

/**
 * Probes whose execution has ended, found by their tag; where the execution can't be asked, those past
 * their expiry. Never those of an execution that runs.
 */
export async function abandonedProbes(
  tagging: ResourceGroupsTaggingAPIClient,
  states: SFNClient,
  now: Date,
): Promise<ProbeReference[]> {
  const statuses = new Map<string, string>();
  const found: ProbeReference[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await tagging.send(
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
      const status = statuses.get(executionArn) ?? (await executionStatus(states, executionArn));
      statuses.set(executionArn, status);
      if (isAbandoned(status, tags[TAGS.expires], now)) {
        found.push({ functionName: reference.functionName, region: reference.region });
      }
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

/**
 * Deletes probes, within the control plane's rate limit. All are tried, whatever happens to one of them.
 * @returns the names that are gone.
 * @throws ProbesLeft with those that are not, and why.
 */
export async function deleteProbes(
  lambda: (region: string | undefined) => LambdaClient,
  probes: readonly ProbeReference[],
): Promise<string[]> {
  const queue = controlPlaneQueue();
  const left: string[] = [];
  const deleted: string[] = [];
  await queue.addAll(
    probes.map(({ functionName, region }) => async () => {
      try {
        if (await deleteProbe(lambda(region), functionName)) deleted.push(functionName);
        else left.push(`${functionName} (Lambda is still working on it)`);
      } catch (error) {
        left.push(`${functionName} (${errorName(error)}: ${errorMessage(error)})`);
      }
    }),
  );
  if (left.length > 0) {
    throw new ProbesLeft(
      `${left.length} of ${probes.length} probes could not be deleted: ${left.join('; ')}. They are tried again; the hourly sweep comes after that`,
    );
  }
  return deleted;
}
