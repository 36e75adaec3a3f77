import type { PilotFigures, Plan } from '../../contract/index.ts';

/** What one invocation is billed at most, in ms. */
export interface InvocationBound {
  /** For the handler, one entry for each payload. */
  readonly handlerMs: readonly number[];
  /** For an init beside it. */
  readonly initMs: number;
}

/**
 * What an invocation with `memoryMB` is billed at most, by what the pilot was billed with b MB:
 *
 *     ceil(pilot's ms × max(1, b ÷ memoryMB)), a handler at most the target's timeout
 *
 * More memory never makes it slower. With less, what computes takes longer in proportion (CPU time is
 * proportional to memory), what waits does not. In GB-seconds: at most max(1, memoryMB ÷ b) times the pilot's.
 *
 * It is a bound for a function that fits into its memory, and takes as long on the other architecture. Where one
 * doesn't, the limit stops it (lib/aws/measure/allowance.ts).
 */
export function invocationBound(
  { target }: Pick<Plan, 'target'>,
  pilot: PilotFigures,
  memoryMB: number,
): InvocationBound {
  // Multiplied first: whole numbers, so that what divides evenly isn't rounded up.
  const bound = (ms: number) => Math.ceil((ms * Math.max(memoryMB, pilot.memoryMB)) / memoryMB);
  return {
    handlerMs: pilot.handlerMs.map((ms) => Math.min(bound(ms), target.timeoutSeconds * 1000)),
    initMs: bound(pilot.initMs),
  };
}
