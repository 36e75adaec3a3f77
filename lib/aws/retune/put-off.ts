import { createHash } from 'node:crypto';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { parseFunctionReference, RETUNE_PREFIX, SCHEDULE_DEFAULTS } from '../../contract/index.ts';
import { errorName } from '../error-text.ts';
import type { RetuneSettings } from './settings.ts';

const LONGEST_NAME = 64;
const HASH_LENGTH = 10;

/** What a schedule of the retuner hands back to it. */
export interface Due {
  /** ARN of the function that was deployed. */
  readonly due: string;
  /** When it was to be looked at, ISO 8601: one time starts one execution, however often it is delivered. */
  readonly at: string;
}

/**
 * Lets the retuner be called again when nothing has been deployed to a function for a while: each deployment moves
 * the function's one schedule.
 * @param retunerArn of the function that is called
 * @returns what it is called with
 */
export async function putOff(
  scheduler: SchedulerClient,
  functionArn: string,
  settings: RetuneSettings,
  { retunerArn, now }: { readonly retunerArn: string; readonly now: Date },
): Promise<Due> {
  const at = `${new Date(now.getTime() + settings.delaySeconds * 1000).toISOString().slice(0, 19)}Z`;
  const due: Due = { due: functionArn, at };
  const schedule = {
    Name: retuneName(functionArn),
    GroupName: settings.groupName,
    Description: 'Tunes a function some time after its deployment',
    ScheduleExpression: `at(${at.slice(0, -1)})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: retunerArn,
      RoleArn: settings.roleArn,
      Input: JSON.stringify(due),
      DeadLetterConfig: { Arn: settings.deadLetterQueueArn },
      RetryPolicy: {
        MaximumRetryAttempts: SCHEDULE_DEFAULTS.retries,
        MaximumEventAgeInSeconds: SCHEDULE_DEFAULTS.retrySeconds,
      },
    },
  } as const satisfies CreateScheduleCommandInput;
  if (!(await moved(scheduler, schedule)) && !(await made(scheduler, schedule))) {
    // Two events at once: the other one has made it meanwhile.
    await scheduler.send(new UpdateScheduleCommand(schedule));
  }
  return due;
}

/** One schedule a function; long names are told apart by a hash. */
export function retuneName(functionArn: string): string {
  const { functionName = functionArn } = parseFunctionReference(functionArn) ?? {};
  const name = `${RETUNE_PREFIX}${functionName}`;
  if (name.length <= LONGEST_NAME) return name;
  const hash = createHash('sha256').update(functionName).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_NAME - HASH_LENGTH - 1)}-${hash}`;
}

async function moved(scheduler: SchedulerClient, schedule: CreateScheduleCommandInput): Promise<boolean> {
  return await unless('ResourceNotFoundException', scheduler.send(new UpdateScheduleCommand(schedule)));
}

async function made(scheduler: SchedulerClient, schedule: CreateScheduleCommandInput): Promise<boolean> {
  return await unless('ConflictException', scheduler.send(new CreateScheduleCommand(schedule)));
}

/** @returns whether it was done; an error of that name says that it was not. */
async function unless(name: string, call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (errorName(error) === name) return false;
    throw error;
  }
}
