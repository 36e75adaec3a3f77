import { tooManyRequests } from './errors.ts';
import type { FunctionRecord } from './function-record.ts';
import { AWS_LIMITS } from './limits.ts';

/** Gives back the place of an invocation that is over. */
export type Leave = () => void;

/** How many invocations run at once, and may. */
export interface Concurrency {
  /** Of the account, as its settings show it. */
  readonly accountLimit: number;
  /** What functions without a reservation share. */
  unreserved(): number;
  /** @throws ApiError TooManyRequestsException */
  enter(record: FunctionRecord): Leave;
  /** Waits for a place, as asynchronous invocations do; for ever, where the function goes meanwhile. */
  enterWhenFree(record: FunctionRecord): Promise<Leave>;
  /** To be told that a reservation was changed. */
  reservationsChanged(): void;
}

interface Waiting {
  readonly record: FunctionRecord;
  readonly entered: (leave: Leave) => void;
}

type Refusal = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

/**
 * A reservation takes its part out of the account's limit and is the function's own limit; it holds even
 * where the account's is switched off (Infinity), since with 0 it switches the function off.
 */
export function createConcurrency(
  functions: ReadonlyMap<string, FunctionRecord>,
  limit: number,
): Concurrency {
  const accountLimit = Number.isFinite(limit) ? limit : AWS_LIMITS.concurrentExecutions;
  const running = new Map<string, number>();
  let waiting: readonly Waiting[] = [];

  const runningOf = (name: string) => running.get(name) ?? 0;
  const reserved = () =>
    sum([...functions.values()].map(({ reservedConcurrency }) => reservedConcurrency ?? 0));
  const isReserved = (name: string) => functions.get(name)?.reservedConcurrency !== undefined;

  function refusal({ name, reservedConcurrency }: FunctionRecord): Refusal | undefined {
    if (reservedConcurrency !== undefined) {
      const isFull = runningOf(name) >= reservedConcurrency;
      return isFull ? 'ReservedFunctionConcurrentInvocationLimitExceeded' : undefined;
    }
    const busy = sum([...running].map(([other, count]) => (isReserved(other) ? 0 : count)));
    return busy >= limit - reserved() ? 'ConcurrentInvocationLimitExceeded' : undefined;
  }

  function take({ name }: FunctionRecord): Leave {
    running.set(name, runningOf(name) + 1);
    return () => {
      const left = runningOf(name) - 1;
      if (left === 0) running.delete(name);
      else running.set(name, left);
      admit();
    };
  }

  function admit(): void {
    const before = waiting;
    waiting = [];
    const still = before.filter(({ record, entered }) => {
      if (functions.get(record.name) !== record) return false;
      if (refusal(record) !== undefined) return true;
      entered(take(record));
      return false;
    });
    waiting = [...still, ...waiting];
  }

  return {
    accountLimit,
    unreserved: () => accountLimit - reserved(),
    enter(record) {
      const reason = refusal(record);
      if (reason !== undefined) throw tooManyRequests(reason, 'Rate Exceeded.');
      return take(record);
    },
    enterWhenFree: (record) =>
      new Promise((entered) => {
        waiting = [...waiting, { record, entered }];
        admit();
      }),
    reservationsChanged: admit,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
