import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { pause } from './clients/connected.ts';
import { errorName, errorText } from './error-text.ts';

/**
 * Waiting overshoots by a fifth at most: a pause grows with the time that has passed. The forty probes that a round
 * may wait for at once stay within the 100 GetFunction calls a second that Lambda answers.
 */
const SHORTEST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 2000;
const OVERSHOOT = 0.2;

/** A function that did not get to where it was waited for. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

/** @throws what ends the wait early: nobody wants any more what is waited for */
export type AssertWanted = () => Promise<void>;

type Status = 'there' | 'on its way' | 'failed';

/**
 * The SDK's own waiters take every error for "not yet": where a right is missing they would ask for five
 * minutes, and then say that it took too long. The client has waited out what passes; what it throws stays.
 * Only a function that is new may not be found yet.
 *
 * Of the answer, which holds the environment, nothing gets into the error.
 */
async function wait(
  lambda: LambdaClient,
  read: () => Promise<FunctionConfiguration | undefined>,
  statusOf: (configuration: FunctionConfiguration) => Status,
  maxWaitSeconds: number,
  assertWanted: AssertWanted = async () => undefined,
): Promise<void> {
  const startedAtMs = performance.now();
  const deadlineMs = startedAtMs + maxWaitSeconds * 1000;
  for (;;) {
    // A function that was deleted meanwhile (by the Cleaner of an execution that was stopped) never comes.
    await assertWanted();
    const status = await look(read, statusOf);
    if (status === 'there') return;
    if (status === 'failed') throw new NotSettled('Lambda says that it failed');
    const waitedMs = performance.now() - startedAtMs;
    const pauseMs = Math.min(Math.max(SHORTEST_PAUSE_MS, waitedMs * OVERSHOOT), LONGEST_PAUSE_MS);
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
function latest(lambda: LambdaClient, FunctionName: string) {
  return async () => (await lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration;
}

/**
 * Waits until a new function can be invoked.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilActive(
  lambda: LambdaClient,
  FunctionName: string,
  maxWaitSeconds: number,
  assertWanted?: AssertWanted,
) {
  return wait(lambda, latest(lambda, FunctionName), stateOf, maxWaitSeconds, assertWanted);
}

/**
 * Waits until an update is done.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilUpdated(
  lambda: LambdaClient,
  FunctionName: string,
  maxWaitSeconds: number,
  assertWanted?: AssertWanted,
) {
  return wait(lambda, latest(lambda, FunctionName), updateOf, maxWaitSeconds, assertWanted);
}

/**
 * Waits until a published version can be invoked.
 * @throws NotSettled, and what assertWanted throws
 */
export function untilPublished(
  lambda: LambdaClient,
  FunctionName: string,
  Qualifier: string,
  maxWaitSeconds: number,
  assertWanted?: AssertWanted,
) {
  const read = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
  return wait(lambda, read, stateOf, maxWaitSeconds, assertWanted);
}
