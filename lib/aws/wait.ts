import {
  type LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';

const POLL_SECONDS = { minDelay: 0.25, maxDelay: 2 };
/** How long it waits before it looks for the first time whether anybody still wants it, and at most. */
const LOOK_SECONDS = { first: 1, longest: 10 };

/** A function that did not get to where it was waited for. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

type Waiter = typeof waitUntilFunctionActiveV2;

/** @throws what ends the wait early: nobody wants any more what is waited for */
export type AssertWanted = () => Promise<void>;

/**
 * Waits in stretches, and looks before each whether to go on: a function that was deleted meanwhile (by the
 * Cleaner of an execution that was stopped) would be waited for to the end, since it might still come.
 */
async function wait(
  waiter: Waiter,
  lambda: LambdaClient,
  input: Parameters<Waiter>[1],
  maxWaitSeconds: number,
  assertWanted: AssertWanted = async () => undefined,
): Promise<void> {
  let waitedSeconds = 0;
  for (let seconds = LOOK_SECONDS.first; ; seconds = Math.min(2 * seconds, LOOK_SECONDS.longest)) {
    await assertWanted();
    const stretchSeconds = Math.min(seconds, maxWaitSeconds - waitedSeconds);
    if (await settles(waiter, lambda, input, stretchSeconds)) return;
    waitedSeconds += stretchSeconds;
    if (waitedSeconds >= maxWaitSeconds) throw new NotSettled(`it was not done after ${maxWaitSeconds} s`);
  }
}

/**
 * The SDK's error holds the whole answer at which a waiter stopped, the function's environment in it: it
 * must not get into a message, nor travel along as a cause.
 * @returns false where the time was up
 */
async function settles(
  waiter: Waiter,
  lambda: LambdaClient,
  input: Parameters<Waiter>[1],
  maxWaitTime: number,
): Promise<boolean> {
  try {
    await waiter({ client: lambda, maxWaitTime, ...POLL_SECONDS }, input);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return false;
    throw new NotSettled('Lambda says that it failed');
  }
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
  return wait(waitUntilFunctionActiveV2, lambda, { FunctionName }, maxWaitSeconds, assertWanted);
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
  return wait(waitUntilFunctionUpdatedV2, lambda, { FunctionName }, maxWaitSeconds, assertWanted);
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
  const input = { FunctionName, Qualifier };
  return wait(waitUntilPublishedVersionActive, lambda, input, maxWaitSeconds, assertWanted);
}
