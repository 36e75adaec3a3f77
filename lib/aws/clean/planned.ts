import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { planSchema, roundSchema } from '../../contract/index.ts';
import { type InPlaceRecord, recordOf } from '../in-place/record.ts';
import { probeName, probePrefix } from '../probe-name.ts';

/** What the Publisher was asked to create, as Step Functions wrote it down before the Publisher ran. */
const publisherTaskSchema = z.object({
  Payload: z.object({
    plan: planSchema.pick({
      executionArn: true,
      probePrefix: true,
      target: true,
      isolation: true,
      stagingBucket: true,
      probeLogGroup: true,
      probesExpireAt: true,
    }),
    round: roundSchema,
  }),
});

/** A function to delete. */
export interface ProbeReference {
  readonly functionName: string;
  readonly region: string | undefined;
  readonly executionArn: string;
  /** Whether it wrote to a log group of its own, which goes with it. */
  readonly ownLogGroup: boolean;
}

/** All that an execution may have created or changed. */
export interface Planned {
  readonly probes: readonly ProbeReference[];
  /** Where packages of it and locks may be. */
  readonly stagingBucket?: string;
  /** Present where it measures in place. */
  readonly inPlace?: InPlaceRecord;
}

/**
 * What an execution may have created: all that its Publisher was ever asked for, whether or not it got round
 * to it. From the execution's history, so that it needs no record of what seemed to succeed.
 */
export async function plannedBy(states: SFNClient, executionArn: string): Promise<Planned> {
  const prefix = probePrefix(executionArn);
  const probes = new Map<string, ProbeReference>();
  let rest: Omit<Planned, 'probes'> = {};
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
      const task = publisherTaskIn(event.taskScheduledEventDetails?.parameters, prefix);
      if (task === undefined) continue;
      for (const probe of task.probes) probes.set(probe.functionName, probe);
      rest = { ...rest, ...task.rest };
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { ...rest, probes: [...probes.values()] };
}

function publisherTaskIn(parameters: string | undefined, prefix: string) {
  // Most tasks carry no round: a cheap look before the parsing.
  if (parameters?.includes(prefix) !== true || !parameters.includes('"round"')) return undefined;
  const task = publisherTaskSchema.safeParse(JSON.parse(parameters));
  if (!task.success) return undefined;
  const { plan, round } = task.data.Payload;
  const inPlace = plan.isolation === 'in-place';
  const { region } = plan.target;
  const ownLogGroup = plan.probeLogGroup === undefined;
  const reference = { region, executionArn: plan.executionArn, ownLogGroup };
  return {
    probes: inPlace
      ? []
      : round.work.map((work) => ({ functionName: probeName(prefix, work), ...reference })),
    rest: {
      ...(plan.stagingBucket === undefined ? {} : { stagingBucket: plan.stagingBucket }),
      ...(inPlace ? { inPlace: recordOf(plan) } : {}),
    },
  };
}
