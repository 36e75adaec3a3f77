import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { ProbesLeft, planSchema, roundSchema } from '../../contract/index.ts';
import { type InPlaceRecord, recordOf } from '../in-place/record.ts';
import { probeName, probePrefix } from '../probe-name.ts';

/** What the Publisher is asked to create. */
const askedSchema = z.object({
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
});

/**
 * The same as Step Functions wrote it down, twice, before the Publisher ran: with the state as it was entered,
 * and with the task that was made of it.
 */
const recordedSchema = z.union([
  askedSchema,
  z.object({ Payload: askedSchema }).transform(({ Payload }) => Payload),
]);

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
 * @throws ProbesLeft where the history says that the Publisher ran, and not what it was asked to create
 */
export async function plannedBy(states: SFNClient, executionArn: string): Promise<Planned> {
  const prefix = probePrefix(executionArn);
  const probes = new Map<string, ProbeReference>();
  let rest: Omit<Planned, 'probes'> = {};
  let published = false;
  let read = false;
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
      published ||= entersPublisher(event);
      const asked = askedIn(event, prefix);
      if (asked === undefined) continue;
      read = true;
      for (const probe of asked.probes) probes.set(probe.functionName, probe);
      rest = { ...rest, ...asked.rest };
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  if (published && !read) {
    throw new ProbesLeft(
      `the history of ${executionArn} says that its Publisher ran, and not what it was asked to create: its probes are found by their tags, by the hourly sweep`,
    );
  }
  return { ...rest, probes: [...probes.values()] };
}

const entersPublisher = (event: HistoryEvent) => event.stateEnteredEventDetails?.name === 'Publisher';

function askedIn(event: HistoryEvent, prefix: string) {
  const entered = entersPublisher(event) ? event.stateEnteredEventDetails?.input : undefined;
  const record = event.taskScheduledEventDetails?.parameters ?? entered;
  // Most tasks carry no round: a cheap look before the parsing.
  if (record?.includes(prefix) !== true || !record.includes('"round"')) return undefined;
  const asked = recordedSchema.safeParse(JSON.parse(record));
  if (!asked.success) return undefined;
  const { plan, round } = asked.data;
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
