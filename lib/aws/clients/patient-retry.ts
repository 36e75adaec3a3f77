import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaClientConfig } from '@aws-sdk/client-lambda';

type RetryStrategy = Extract<
  NonNullable<LambdaClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>;
type Token = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * Waits out what passes: throttling, failures of the service and of the connection, as the SDK classes them.
 * The SDK's own strategies have a budget that calls side by side share: a handful of throttled creations
 * spend it, and the next error is then thrown at once.
 *
 * @param attempts of one call, the first included
 * @param timeScale factor on the pauses
 */
export function patientRetry(attempts: number, timeScale = 1): RetryStrategy {
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(before, { errorType }) {
      const made = before.getRetryCount() + 1;
      const passes = errorType === 'THROTTLING' || errorType === 'TRANSIENT' || errorType === 'SERVER_ERROR';
      if (!passes || made >= attempts) throw new Error(`no further attempt after ${made}`);
      await sleep(pauseMs(made) * timeScale);
      return token(made);
    },
    recordSuccess: () => undefined,
  };
}

/** Half of it is chance, so that calls that were throttled together don't come back together. */
function pauseMs(made: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** made, LONGEST_PAUSE_MS);
  return longest / 2 + Math.random() * (longest / 2);
}

/** The pause is over by the time that the SDK gets it. */
function token(made: number): Token {
  return { getRetryCount: () => made, getRetryDelay: () => 0 };
}
