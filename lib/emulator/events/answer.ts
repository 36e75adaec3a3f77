import { notModelled } from '../api-error.ts';
import type { Target } from '../targets.ts';
import type { EventsAction, EventsContext } from './context.ts';
import { putEvents } from './put-events.ts';

/** How EventBridge's requests are named in X-Amz-Target. */
export const EVENTS_TARGET = 'AWSEvents';

const ACTIONS: ReadonlyMap<string, EventsAction> = new Map([['PutEvents', putEvents]]);

/** EventBridge: takes events and keeps them. It has no rules, so they lead to nothing. */
export function answerEvents(context: EventsContext): Target {
  return async (action, body, fault) => {
    const run = ACTIONS.get(action);
    if (run === undefined) {
      throw notModelled(`${action} of EventBridge`, `it has ${[...ACTIONS.keys()].join(', ')}`);
    }
    return run(body, context, fault);
  };
}
