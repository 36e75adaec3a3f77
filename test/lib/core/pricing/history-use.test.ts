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

  it('does not mind the order, nor a task that could not be started', () => {
    const events = history(
      ['TaskStateEntered', 0, entered('Publisher')],
      ['TaskScheduled', 5],
      ['TaskFailed', 8],
    );
    expect(historyUse(events.toReversed(), 40).tasks).toEqual({ Publisher: { calls: 1, ms: 3 } });
  });
});
