import type { Plan } from '../../contract/index.ts';
import { neededMs } from './needed-time.ts';

/** The deployed Executor's timeout (lib/stack/stages.ts). */
export const EXECUTOR_MS = 900_000;

/**
 * How often the Executor is called for one candidate. In each call it begins invocations for as long as one more
 * would fit into its time; where none would, each call makes a single one.
 *
 * @param billedMs of all invocations together; the way to the function and back isn't known
 */
export function executorCalls(plan: Plan, invocations: number, billedMs: number): number {
  const beginsMs = EXECUTOR_MS - neededMs(plan);
  if (beginsMs <= 0) return Math.max(1, invocations);
  const pausesMs = plan.concurrency === 1 ? invocations * plan.sleepBetweenRunsMs : 0;
  const inOneCallMs = plan.concurrency * beginsMs;
  return Math.min(Math.max(1, invocations), Math.floor((billedMs + pausesMs) / inOneCallMs) + 1);
}
