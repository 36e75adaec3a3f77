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

/**
 * The SDK's error holds the whole answer at which a waiter stopped, the function's environment in it: it
 * must not get into a message, nor travel along as a cause.
 */
async function wait(
  waiter: Waiter,
  lambda: LambdaClient,
  input: Parameters<Waiter>[1],
  maxWaitSeconds: number,
): Promise<void> {
  try {
    await waiter({ client: lambda, maxWaitTime: maxWaitSeconds, ...POLL_SECONDS }, input);
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new NotSettled(
      timedOut ? `it was not done after ${maxWaitSeconds} s` : 'Lambda says that it failed',
    );
  }
}

/**
 * Waits until a new function can be invoked.
 * @throws NotSettled
 */
export function untilActive(lambda: LambdaClient, FunctionName: string, maxWaitSeconds: number) {
  return wait(waitUntilFunctionActiveV2, lambda, { FunctionName }, maxWaitSeconds);
}

/**
 * Waits until an update is done.
 * @throws NotSettled
 */
export function untilUpdated(lambda: LambdaClient, FunctionName: string, maxWaitSeconds: number) {
  return wait(waitUntilFunctionUpdatedV2, lambda, { FunctionName }, maxWaitSeconds);
}

/**
 * Waits until a published version can be invoked.
 * @throws NotSettled
 */
export function untilPublished(
  lambda: LambdaClient,
  FunctionName: string,
  Qualifier: string,
  maxWaitSeconds: number,
) {
  return wait(waitUntilPublishedVersionActive, lambda, { FunctionName, Qualifier }, maxWaitSeconds);
}
