import type { HistoryUse } from './history-use.ts';
import type { StageUse } from './stage-cost.ts';

/** What a run has used by its own history, as far as that says. */
export interface RunUse {
  readonly stateTransitions?: number;
  /** By stage. */
  readonly stages?: Readonly<Record<string, StageUse>>;
}

/** "All done?", and Done or the failure: they come after the Reporter, which asks. */
const STATES_TO_COME = 2;

/**
 * The history with the states that come after the Reporter, and each task's memory.
 *
 * @param stageMemory in MB, by the state's name
 * @returns undefined for a history without what happened inside the Map (that of an emulator): it counts too few
 */
export function runUseOf(
  { stateTransitions, tasks }: HistoryUse,
  stageMemory: Readonly<Record<string, number>>,
): RunUse | undefined {
  if (tasks.Executor === undefined) return undefined;
  const stages = Object.entries(tasks).flatMap(([name, { calls, ms }]) => {
    const memoryMB = stageMemory[name];
    return memoryMB === undefined ? [] : [[name, { memoryMB, calls, billedMs: ms }] as const];
  });
  return {
    stateTransitions: stateTransitions + STATES_TO_COME,
    ...(stages.length === 0 ? {} : { stages: Object.fromEntries(stages) }),
  };
}
