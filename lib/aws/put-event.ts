import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CANARY_DETAIL_TYPE,
  type CanaryEndEvent,
  EVENT_DETAIL_TYPE,
  EVENT_SOURCE,
  type TuningEvent,
} from '../contract/index.ts';
import { pause } from './clients/connected.ts';
import type { Connection } from './clients/connection.ts';
import { eventBridge } from './clients/eventbridge.ts';

/** What EventBridge says of entries that may be sent again. */
const PASSING = new Set(['ThrottlingException', 'InternalException', 'InternalFailure']);
const TRIES = 3;
const PAUSE_MS = 500;

/** What is put onto the bus. */
export type SentEvent = TuningEvent | CanaryEndEvent;

/** An entry that failed in a call that didn't. Its name is EventBridge's code. */
class EntryFailed extends Error {
  override readonly name: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/**
 * Puts an event onto a bus, about the function's ARN. Whether the bus is there, EventBridge doesn't say.
 * @throws EntryFailed where the call succeeds and the event doesn't
 */
export async function putEvent(
  connection: Connection,
  EventBusName: string,
  event: SentEvent,
  abortSignal: AbortSignal,
): Promise<void> {
  const entry = {
    EventBusName,
    Source: EVENT_SOURCE,
    DetailType: 'tunedBy' in event ? CANARY_DETAIL_TYPE : EVENT_DETAIL_TYPE,
    Detail: JSON.stringify(event),
    Resources: event.functionArn === undefined ? [] : [event.functionArn],
  };
  const client = eventBridge(connection);
  try {
    for (let made = 1; ; made++) {
      const command = new PutEventsCommand({ Entries: [entry] });
      const { FailedEntryCount = 0, Entries = [] } = await client.send(command, { abortSignal });
      if (FailedEntryCount === 0) return;
      const { ErrorCode = 'UnknownError', ErrorMessage = '' } = Entries[0] ?? {};
      if (made >= TRIES || !PASSING.has(ErrorCode)) throw new EntryFailed(ErrorCode, ErrorMessage);
      await pause(client, PAUSE_MS, abortSignal);
    }
  } finally {
    client.destroy();
  }
}
