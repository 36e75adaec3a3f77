import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Warning } from '../contract/index.ts';
import { errorText } from './error-text.ts';

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
 * @param reserved what is kept for the target, where that itself is invoked: its callers share it with us
 */
export async function concurrencyCap(
  lambda: LambdaClient,
  asked: number | undefined,
  reserved?: number,
): Promise<ConcurrencyCap> {
  const remedy = 'maxConcurrency in the input allows more';
  const available = reserved ?? (await unreservedConcurrency(lambda));
  if (typeof available === 'string') {
    const because = `the account's concurrency is not known (${available})`;
    return { most: asked ?? LEAST, because, remedy };
  }
  const whose = reserved === undefined ? "the account's" : "the function's";
  const kind = reserved === undefined ? 'unreserved' : 'reserved';
  if (asked === undefined) {
    const most = Math.max(LEAST, Math.floor(available * DEFAULT_SHARE));
    return { most, because: `10% of ${whose} ${available} ${kind}, at least ${LEAST}`, remedy };
  }
  if (asked <= available) return { most: asked, because: 'maxConcurrency', remedy };
  return {
    most: Math.max(LEAST, available),
    because: `all that ${reserved === undefined ? 'the account' : 'the function'} has ${kind}; maxConcurrency is ${asked}`,
    remedy:
      reserved === undefined
        ? "a higher quota of the account's concurrency allows more"
        : 'a higher reserved concurrency of the function allows more',
  };
}

/** @returns the number, or why it can't be had. */
async function unreservedConcurrency(lambda: LambdaClient): Promise<number | string> {
  try {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
    return AccountLimit?.UnreservedConcurrentExecutions ?? 'GetAccountSettings does not say';
  } catch (error) {
    return `GetAccountSettings: ${errorText(error)}`;
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
