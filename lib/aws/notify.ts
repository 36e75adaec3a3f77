import type { Warning } from '../contract/index.ts';
import type { Connection } from './clients/connection.ts';
import { timeOf, tried } from './in-time.ts';
import type { SentEvent } from './put-event.ts';

/** Of all that is sent for one run. It must not keep the answer from anybody. */
const LONGEST_SENDING_MS = 10_000;

/** Who is told. */
export interface Audience {
  /** Name or ARN of an event bus; without one no event is put. */
  readonly eventBus: string | undefined;
  /** ARN of a topic; without one nothing is published. */
  readonly topicArn: string | undefined;
}

/** What is sent: an event, and the same for people. */
export interface Notification {
  readonly event: SentEvent;
  readonly subject: string;
  readonly message: string;
}

/**
 * Sends what there is to say about a run, to the bus and to the topic. No run is lost by that: what could not be sent
 * is a warning of it. All of the SDK that this takes is loaded only then. An answer that doesn't come is asked for again, so what is sent may come twice.
 * @returns the warnings
 */
export function sender(connection: Connection, { eventBus, topicArn }: Audience) {
  return async ({ event, subject, message }: Notification): Promise<Warning[]> => {
    const time = timeOf(LONGEST_SENDING_MS, connection.timeScale);
    const put = async () => {
      const what = `the event of this run could not be put onto the bus ${eventBus}`;
      if (eventBus === undefined) return [];
      return warningOf(
        await tried({ code: 'event-not-sent', what }, time, async () => {
          const { putEvent } = await import('./put-event.ts');
          await putEvent(connection, eventBus, event, time.signal);
        }),
      );
    };
    const say = async () => {
      const what = `the message of this run could not be published to ${topicArn}`;
      if (topicArn === undefined) return [];
      return warningOf(
        await tried({ code: 'message-not-sent', what }, time, async () => {
          const { publish } = await import('./publish-message.ts');
          await publish(connection, topicArn, { subject, message }, time.signal);
        }),
      );
    };
    return (await Promise.all([put(), say()])).flat();
  };
}

function warningOf(tried: { readonly warning: Warning } | object): Warning[] {
  return 'warning' in tried ? [tried.warning] : [];
}
