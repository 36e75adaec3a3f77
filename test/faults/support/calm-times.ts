import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { STAGE_NAMES, type StageName, stageTitle } from '../../../lib/stack/stages.ts';

/** How long an execution, and each of its stages, took in ms. A stage that it didn't come by took no time. */
export interface CalmTimes {
  readonly runMs: number;
  readonly stageMs: Readonly<Record<StageName, number>>;
}

/** From the history of an execution to which nothing happened. Of several Executors it is the last one's. */
export function calmTimes(events: readonly HistoryEvent[]): CalmTimes {
  const stageMs = STAGE_NAMES.map((stage) => {
    const name = stageTitle(stage);
    const entered = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === name);
    const exited = events.findLast(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === name);
    return [stage, between(entered, exited)];
  });
  return { runMs: between(events[0], events.at(-1)), stageMs: Object.fromEntries(stageMs) };
}

function between(from: HistoryEvent | undefined, to: HistoryEvent | undefined): number {
  return (to?.timestamp?.getTime() ?? 0) - (from?.timestamp?.getTime() ?? 0);
}
