import type { Plan, Work } from '../../contract/index.ts';
import { coldStartsOf, mostTries } from '../search/cold-starts.ts';
import { neededMs } from './needed-time.ts';

/** The deployed Executor's timeout (lib/stack/stages.ts). */
export const EXECUTOR_MS = 900_000;

/** What an update of a probe takes as a rule; with SnapStart a version is published from it. */
const REFRESH_MS = { plain: 10_000, snapStart: 180_000 };

/**
 * How often the Executor is called for one candidate. In each call it begins invocations for as long as one more
 * would fit into its time; where none would, each call makes a single one. Between bursts of cold starts it waits.
 *
 * @param work what the candidate is asked for
 * @param invocations that this takes at most, cold starts included
 * @param billedMs of all invocations together; the way to the function and back isn't known
 */
export function executorCalls(
  plan: Plan,
  work: Pick<Work, 'samples' | 'warmOnly'>,
  invocations: number,
  billedMs: number,
): number {
  const beginsMs = EXECUTOR_MS - neededMs(plan);
  if (beginsMs <= 0) return Math.max(1, invocations);
  const pausesMs = plan.concurrency === 1 ? invocations * plan.sleepBetweenRunsMs : 0;
  const measuringMs = (billedMs + pausesMs) / plan.concurrency;
  const calls = Math.floor((measuringMs + refreshingMs(plan, work)) / beginsMs) + 1;
  return Math.min(Math.max(1, invocations), calls);
}

function refreshingMs(plan: Plan, work: Pick<Work, 'samples' | 'warmOnly'>): number {
  const coldStarts = coldStartsOf(plan, work);
  if (coldStarts === undefined) return 0;
  const bursts = Math.ceil(mostTries(coldStarts.count) / coldStarts.atOnce);
  return bursts * (plan.target.snapStart ? REFRESH_MS.snapStart : REFRESH_MS.plain);
}
