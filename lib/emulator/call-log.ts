import type { FaultEffect } from './faults/fault.ts';

/** What the emulator has of AWS. */
export const SERVICES = [
  'lambda',
  's3',
  'tagging',
  'states',
  'logs',
  'sts',
  'events',
  'sns',
  'scheduler',
] as const;

/** One finished API call, as its client saw it. */
export interface ApiCall {
  readonly service: (typeof SERVICES)[number];
  readonly action: string;
  /** A function's or layer's name, `bucket/key`, a log group's or schedule's name, or a role's or topic's ARN. */
  readonly resource?: string;
  /** The HTTP status; 0 where a fault left the client without an answer. */
  readonly status: number;
  /** The status of the answer that a fault withheld: the call was carried out. */
  readonly lostStatus?: number;
  /** What a fault did to it. */
  readonly fault?: FaultEffect;
}

/** The calls of an emulator, in the order in which they were answered. */
export interface CallLog {
  record(call: ApiCall): void;
  /** The last of them, oldest first. */
  calls(): readonly ApiCall[];
}

/** Enough for any one run; a server that runs for weeks must not grow with its calls. */
const KEPT = 10_000;

export function createCallLog(onCall: ((call: ApiCall) => void) | undefined): CallLog {
  const kept: ApiCall[] = [];
  return {
    record(call) {
      kept.push(call);
      if (kept.length > KEPT) kept.shift();
      onCall?.(call);
    },
    calls: () => [...kept],
  };
}
