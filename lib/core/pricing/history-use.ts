/** One event of an execution's history, as far as it is counted here. */
export interface CountedEvent {
  readonly id: number;
  /** The event that led to it; 0 where there is none. */
  readonly previousEventId: number;
  /** As Step Functions names it: `TaskStateEntered`, `TaskScheduled`, … */
  readonly type: string;
  /** In ms since 1970. */
  readonly atMs: number;
  /** Of a state that was entered. */
  readonly stateName?: string | undefined;
}

/** What the calls of one task came to. */
export interface TaskUse {
  readonly calls: number;
  /** Of all calls together; of those that go on, until now. */
  readonly ms: number;
}

/** What an execution has used so far. */
export interface HistoryUse {
  /** States that were entered, and retries. */
  readonly stateTransitions: number;
  readonly retries: number;
  /** By the state's name. */
  readonly tasks: Readonly<Record<string, TaskUse>>;
}

/** However a call ended: done, failed, or never begun. */
const ENDS = new Set(['TaskSucceeded', 'TaskFailed', 'TaskTimedOut', 'TaskStartFailed', 'TaskSubmitFailed']);

/**
 * What an execution is charged for by its history: a transition for each state that was entered and for each retry,
 * and the time between the beginning and the end of each call of a task. That is what Lambda bills for it and some
 * milliseconds of the way there.
 *
 * @param events all of them so far, in any order
 * @param nowMs when they were read, in ms since 1970: until then a call that has no end goes on
 */
export function historyUse(events: readonly CountedEvent[], nowMs: number): HistoryUse {
  const byId = new Map(events.map((event) => [event.id, event]));
  const scheduled = events.filter(({ type }) => type === 'TaskScheduled');
  const retries = scheduled.filter(
    ({ previousEventId }) => byId.get(previousEventId)?.type.endsWith('StateEntered') !== true,
  ).length;
  const endOf = new Map(
    events.filter(({ type }) => ENDS.has(type)).map((event) => [event.previousEventId, event.atMs]),
  );
  const startOf = new Map(
    events.filter(({ type }) => type === 'TaskStarted').map((event) => [event.previousEventId, event]),
  );
  const tasks: Record<string, TaskUse> = {};
  for (const call of scheduled) {
    const started = startOf.get(call.id) ?? call;
    const ms = (endOf.get(started.id) ?? endOf.get(call.id) ?? nowMs) - started.atMs;
    const name = stateOf(call, byId);
    const before = tasks[name] ?? { calls: 0, ms: 0 };
    tasks[name] = { calls: before.calls + 1, ms: before.ms + Math.max(0, ms) };
  }
  return {
    stateTransitions: events.filter(({ type }) => type.endsWith('StateEntered')).length + retries,
    retries,
    tasks,
  };
}

/** The state in which something happened: the last that was entered before it. */
function stateOf(event: CountedEvent, byId: ReadonlyMap<number, CountedEvent>): string {
  let at: CountedEvent | undefined = event;
  while (at !== undefined && !at.type.endsWith('StateEntered')) at = byId.get(at.previousEventId);
  return at?.stateName ?? '';
}
