import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Warning } from '../contract/index.ts';
import { errorMessage, errorName } from './error-name.ts';

/** What a run takes of the account's unreserved concurrency where the input doesn't say. */
const DEFAULT_SHARE = 0.1;
/** An Executor and one invocation: with less, nothing can be measured. */
const LEAST = 2;

/** How many Lambda invocations a run may have under way at once, its own Executors included. */
export interface ConcurrencyCap {
  readonly most: number;
  /** Where the number comes from, and what would allow more. */
  readonly because: string;
  readonly remedy: string;
}

/**
 * Tuning must not throttle production: functions without reserved concurrency share what the account has.
 * @param asked maxConcurrency of the input
 */
export async function concurrencyCap(
  lambda: LambdaClient,
  asked: number | undefined,
): Promise<ConcurrencyCap> {
  const remedy = 'maxConcurrency in the input allows more';
  const unreserved = await unreservedConcurrency(lambda);
  if (typeof unreserved === 'string') {
    const because = `the account's concurrency is not known (${unreserved})`;
    return { most: asked ?? LEAST, because, remedy };
  }
  if (asked === undefined) {
    const most = Math.max(LEAST, Math.floor(unreserved * DEFAULT_SHARE));
    return { most, because: `10% of the account's ${unreserved} unreserved, at least ${LEAST}`, remedy };
  }
  if (asked <= unreserved) return { most: asked, because: 'maxConcurrency', remedy };
  return {
    most: Math.max(LEAST, unreserved),
    because: `all that the account has unreserved; maxConcurrency is ${asked}`,
    remedy: "a higher quota of the account's concurrency allows more",
  };
}

/** @returns the number, or why it can't be had. */
async function unreservedConcurrency(lambda: LambdaClient): Promise<number | string> {
  try {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
    return AccountLimit?.UnreservedConcurrentExecutions ?? 'GetAccountSettings does not say';
  } catch (error) {
    return `GetAccountSettings: ${errorName(error)}: ${errorMessage(error)}`;
  }
}

/** How a run spreads: so many candidates at once, with so many invocations each. */
export interface Spread {
  readonly mapConcurrency: number;
  readonly concurrency: number;
}

/**
 * Fits a run into its cap: every candidate under way takes its Executor and its invocations. First fewer
 * candidates at a time, which changes no measurement; then fewer invocations at once.
 */
export function withinCap(
  asked: Spread,
  cap: ConcurrencyCap,
): { readonly spread: Spread; readonly warnings: readonly Warning[] } {
  const concurrency = Math.max(1, Math.min(asked.concurrency, cap.most - 1));
  const mapConcurrency = Math.max(
    1,
    Math.min(asked.mapConcurrency, Math.floor(cap.most / (concurrency + 1))),
  );
  const reduced = [
    ...(mapConcurrency < asked.mapConcurrency
      ? [`${mapConcurrency} of its candidates at a time instead of ${asked.mapConcurrency}`]
      : []),
    ...(concurrency < asked.concurrency
      ? [`${concurrency} invocations of a candidate at once instead of ${asked.concurrency}`]
      : []),
  ];
  if (reduced.length === 0) return { spread: asked, warnings: [] };
  return {
    spread: { mapConcurrency, concurrency },
    warnings: [
      {
        code: 'concurrency-reduced',
        message: `the run may have ${cap.most} invocations under way at once, its own Executors included (${cap.because}): it measures ${reduced.join(', and ')}. ${cap.remedy}`,
      },
    ],
  };
}
