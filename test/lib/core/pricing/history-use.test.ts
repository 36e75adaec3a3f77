import { describe, expect, it } from 'vitest';
import { type CountedEvent, historyUse } from '../../../../lib/core/pricing/history-use.ts';

/** Events one after another; each says which one led to it, by default the one before. */
function history(
  ...events: readonly (readonly [type: string, atMs: number, more?: Partial<CountedEvent>])[]
): CountedEvent[] {
  return events.map(([type, atMs, more], index) => ({
    id: index + 1,
    previousEventId: index,
    type,
    atMs,
    ...more,
  }));
}

const entered = (stateName: string) => ({ stateName });

describe('historyUse', () => {
  it('counts the states that were entered, whatever their kind', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Initializer')],
      ['TaskScheduled', 1],
      ['TaskStarted', 2],
      ['TaskSucceeded', 102],
      ['TaskStateExited', 102],
      ['ChoiceStateEntered', 103, entered('Another round?')],
      ['PassStateEntered', 104, entered('Digest')],
    );
    expect(historyUse(events, 200)).toEqual({
      stateTransitions: 3,
      retries: 0,
      tasks: { Initializer: { calls: 1, ms: 100 } },
    });
  });

  it('counts a retry as a transition and as a call', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Cleaner')],
      ['TaskScheduled', 0],
      ['TaskStarted', 10],
      ['TaskFailed', 60],
      ['TaskScheduled', 1060],
      ['TaskStarted', 1070],
      ['TaskTimedOut', 1090],
      ['TaskScheduled', 3000],
      ['TaskStarted', 3000],
      ['TaskSucceeded', 3005],
    );
    expect(historyUse(events, 9999)).toEqual({
      stateTransitions: 3,
      retries: 2,
      tasks: { Cleaner: { calls: 3, ms: 50 + 20 + 5 } },
    });
  });

  it('tells the branches of a Map apart, whose events are mixed', () => {
    const events = history(
      ['MapStateEntered', 0, entered('Measure')],
      ['TaskStateEntered', 1, entered('Executor')],
      ['TaskStateEntered', 1, { stateName: 'Executor', previousEventId: 1 }],
      ['TaskScheduled', 2, { previousEventId: 2 }],
      ['TaskScheduled', 2, { previousEventId: 3 }],
      ['TaskStarted', 3, { previousEventId: 5 }],
      ['TaskStarted', 4, { previousEventId: 4 }],
      ['TaskSucceeded', 103, { previousEventId: 6 }],
      ['TaskSucceeded', 54, { previousEventId: 7 }],
    );
    expect(historyUse(events, 999)).toMatchObject({
      stateTransitions: 3,
      tasks: { Executor: { calls: 2, ms: 100 + 50 } },
    });
  });

  it('counts a call that goes on until now: the Reporter that asks', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Reporter')],
      ['TaskScheduled', 5],
      ['TaskStarted', 10],
    );
    expect(historyUse(events, 40).tasks).toEqual({ Reporter: { calls: 1, ms: 30 } });
  });

  it('ends a call that could not be begun, and counts the one after it', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Executor')],
      ['TaskScheduled', 0],
      ['TaskStartFailed', 10],
      ['TaskScheduled', 1010],
      ['TaskStarted', 1010],
      ['TaskSucceeded', 2010],
    );
    expect(historyUse(events, 600_000).tasks).toEqual({ Executor: { calls: 2, ms: 10 + 1000 } });
  });

  it('counts an Executor that was lost, and the state that its branch goes on with', () => {
    const events = history(
      ['MapStateEntered', 0, entered('Measure')],
      ['MapStateStarted', 0],
      ['MapIterationStarted', 0],
      ['TaskStateEntered', 1, entered('Executor')],
      ['TaskScheduled', 1],
      ['TaskStarted', 2],
      ['TaskTimedOut', 930_002],
      ['TaskStateExited', 930_002],
      ['PassStateEntered', 930_002, entered('Lost')],
      ['PassStateExited', 930_002],
    );
    expect(historyUse(events, 930_010)).toEqual({
      stateTransitions: 3,
      retries: 0,
      tasks: { Executor: { calls: 1, ms: 930_000 } },
    });
  });

  it('counts an Executor that is called again as states that are entered again, not as retries', () => {
    const call = [
      ['TaskStateEntered', 0, entered('Executor')],
      ['TaskScheduled', 0],
      ['TaskStarted', 0],
      ['TaskSucceeded', 100],
      ['TaskStateExited', 100],
      ['ChoiceStateEntered', 100, entered('Enough samples?')],
      ['ChoiceStateExited', 100],
    ] as const;
    expect(historyUse(history(...call, ...call), 999)).toEqual({
      stateTransitions: 4,
      retries: 0,
      tasks: { Executor: { calls: 2, ms: 200 } },
    });
  });

  it('counts every attempt of a stage that fails in the end, and what is entered after it', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Cleaner')],
      ['TaskScheduled', 0],
      ['TaskStarted', 0],
      ['TaskFailed', 1000],
      ['TaskScheduled', 3000],
      ['TaskStarted', 3000],
      ['TaskFailed', 3500],
      ['TaskStateExited', 3500],
      ['TaskStateEntered', 3500, entered('Reporter')],
      ['TaskScheduled', 3500],
      ['TaskStarted', 3500],
    );
    expect(historyUse(events, 3520)).toEqual({
      stateTransitions: 3,
      retries: 1,
      tasks: { Cleaner: { calls: 2, ms: 1500 }, Reporter: { calls: 1, ms: 20 } },
    });
  });

  it('does not mind the order, nor a task that could not be started', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Publisher')],
      ['TaskScheduled', 5],
      ['TaskFailed', 8],
    );
    expect(historyUse(events.toReversed(), 40).tasks).toEqual({ Publisher: { calls: 1, ms: 3 } });
  });
});
