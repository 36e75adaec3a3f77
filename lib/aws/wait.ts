import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { pause } from './clients/connected.ts';
import { errorName, errorText } from './error-text.ts';
import { CONTROL_PLANE_PER_SECOND, GET_FUNCTION_PER_SECOND } from './rates.ts';

/**
 * Waiting overshoots by a tenth, where the rate of calls allows that: a pause grows with the time that has
 * passed, up to two seconds. Of what waits side by side each has its share of the rate.
 */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
const OVERSHOOT = 0.1;

/** A function that did not get to where it was waited for. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

/** @throws what ends the wait early: nobody wants any more what is waited for */
export type AssertWanted = () => Promise<void>;

export interface WaitOptions {
  readonly maxWaitSeconds: number;
  readonly assertWanted?: AssertWanted;
  /** How many wait side by side, by calls of the same kind; 1 by default. */
  readonly atOnce?: number;
}

type Status = 'there' | 'on its way' | 'failed';

/** What is looked at, by calls of which we take so many a second. */
interface Looking {
  readonly read: () => Promise<FunctionConfiguration | undefined>;
  readonly statusOf: (configuration: FunctionConfiguration) => Status;
  readonly callsPerSecond: number;
}

/**
 * The SDK's own waiters take every error for "not yet": where a right is missing they would ask for five
 * minutes, and then say that it took too long. The client has waited out what passes; what it throws stays.
 * Only a function that is new may not be found yet.
 *
 * Of the answer, which holds the environment, nothing gets into the error.
 */
async function wait(
  lambda: LambdaClient,
  { read, statusOf, callsPerSecond }: Looking,
  { maxWaitSeconds, assertWanted = async () => undefined, atOnce = 1 }: WaitOptions,
): Promise<void> {
  const shortestMs = Math.max(SHORTEST_PAUSE_MS, (1000 * atOnce) / callsPerSecond);
  const startedAtMs = performance.now();
  const deadlineMs = startedAtMs + maxWaitSeconds * 1000;
  for (;;) {
    // A function that was deleted meanwhile (by the Cleaner of an execution that was stopped) never comes.
    await assertWanted();
    const status = await look(read, statusOf);
    if (status === 'there') return;
    if (status === 'failed') throw new NotSettled('Lambda says that it failed');
    const waitedMs = performance.now() - startedAtMs;
    const pauseMs = Math.max(shortestMs, Math.min(waitedMs * OVERSHOOT, LONGEST_PAUSE_MS));
    if (performance.now() + pauseMs > deadlineMs) {
      throw new NotSettled(`it was not done after ${maxWaitSeconds} s`);
    }
    await pause(lambda, pauseMs);
  }
}

async function look(
  read: () => Promise<FunctionConfiguration | undefined>,
  statusOf: (configuration: FunctionConfiguration) => Status,
): Promise<Status> {
  try {
    return statusOf((await read()) ?? {});
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return 'on its way';
    throw new NotSettled(`it can't be read: ${errorText(error)}`);
  }
}

function stateOf({ State }: FunctionConfiguration): Status {
  if (State === 'Active') return 'there';
  return State === 'Failed' ? 'failed' : 'on its way';
}

function updateOf({ LastUpdateStatus }: FunctionConfiguration): Status {
  if (LastUpdateStatus === 'Successful') return 'there';
  return LastUpdateStatus === 'Failed' ? 'failed' : 'on its way';
}

/** GetFunction has a quota of its own: it takes nothing of what deployments need. */
function byGetFunction(
  lambda: LambdaClient,
  FunctionName: string,
  version?: string,
): Pick<Looking, 'read' | 'callsPerSecond'> {
  const asked = { FunctionName, ...(version === undefined ? {} : { Qualifier: version }) };
  const read = async () => (await lambda.send(new GetFunctionCommand(asked))).Configuration;
  return { read, callsPerSecond: GET_FUNCTION_PER_SECOND };
}

/**
 * Waits until a new function, or a version of one, can be invoked.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilActive(
  lambda: LambdaClient,
  FunctionName: string,
  { version, ...options }: WaitOptions & { readonly version?: string | undefined },
): Promise<void> {
  return wait(lambda, { ...byGetFunction(lambda, FunctionName, version), statusOf: stateOf }, options);
}

/**
 * Waits until an update is done.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilUpdated(
  lambda: LambdaClient,
  FunctionName: string,
  options: WaitOptions,
): Promise<void> {
  return wait(lambda, { ...byGetFunction(lambda, FunctionName), statusOf: updateOf }, options);
}

/**
 * Waits until a version of the target can be invoked. Who waits for it may not read its code, so that these
 * are calls of the kind that deployments need too.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilPublished(
  lambda: LambdaClient,
  FunctionName: string,
  Qualifier: string,
  options: WaitOptions,
): Promise<void> {
  const read = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
  return wait(lambda, { read, statusOf: stateOf, callsPerSecond: CONTROL_PLANE_PER_SECOND }, options);
}
