import {
  type LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';

const POLL_SECONDS = { minDelay: 0.25, maxDelay: 2 };

/** A function that did not get to where it was waited for. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

type Waiter = typeof waitUntilFunctionActiveV2;

/** A look from time to time at whether the waiting is still of use. */
export interface Look {
  readonly everySeconds: number;
  /** Its error ends the waiting. */
  readonly assertWanted: () => Promise<void>;
}

/**
 * The SDK's error holds the whole answer at which a waiter stopped, the function's environment in it: it
 * must not get into a message, nor travel along as a cause.
 */
async function wait(
  waiter: Waiter,
  lambda: LambdaClient,
  input: Parameters<Waiter>[1],
  maxWaitSeconds: number,
  look?: Look,
): Promise<void> {
  const everySeconds = look?.everySeconds ?? maxWaitSeconds;
  for (let leftSeconds = maxWaitSeconds; ; leftSeconds -= everySeconds) {
    await look?.assertWanted();
    try {
      const maxWaitTime = Math.min(leftSeconds, everySeconds);
      await waiter({ client: lambda, maxWaitTime, ...POLL_SECONDS }, input);
      return;
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      if (timedOut && leftSeconds > everySeconds) continue;
      throw new NotSettled(
        timedOut ? `it was not done after ${maxWaitSeconds} s` : 'Lambda says that it failed',
      );
    }
  }
}

/**
 * Waits until a new function can be invoked. One that isn't there is waited for too: Lambda may not show it
 * everywhere yet.
 * @throws NotSettled, and what the look throws
 */
export function untilActive(lambda: LambdaClient, FunctionName: string, maxWaitSeconds: number, look?: Look) {
  return wait(waitUntilFunctionActiveV2, lambda, { FunctionName }, maxWaitSeconds, look);
}

/**
 * Waits until an update is done.
 * @throws NotSettled, and what the look throws
 */
export function untilUpdated(
  lambda: LambdaClient,
  FunctionName: string,
  maxWaitSeconds: number,
  look?: Look,
) {
  return wait(waitUntilFunctionUpdatedV2, lambda, { FunctionName }, maxWaitSeconds, look);
}

/**
 * Waits until a published version can be invoked.
 * @throws NotSettled, and what the look throws
 */
export function untilPublished(
  lambda: LambdaClient,
  FunctionName: string,
  Qualifier: string,
  maxWaitSeconds: number,
  look?: Look,
) {
  return wait(waitUntilPublishedVersionActive, lambda, { FunctionName, Qualifier }, maxWaitSeconds, look);
}
