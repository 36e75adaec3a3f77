import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type CountedEvent, type HistoryUse, historyUse } from '../core/pricing/history-use.ts';

/** Most of Step Functions' pages. */
const PAGE = 1000;

/**
 * What an execution has used so far, by its history; without what its states held.
 * @throws what the client throws: the history may not be read, or not in time
 */
export async function executionUse(
  states: SFNClient,
  executionArn: string,
  now: () => Date,
  abortSignal: AbortSignal,
): Promise<HistoryUse> {
  const events: CountedEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults: PAGE,
        includeExecutionData: false,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
      { abortSignal },
    );
    for (const {
      id = 0,
      previousEventId = 0,
      type = '',
      timestamp,
      stateEnteredEventDetails,
    } of page.events ?? []) {
      const atMs = timestamp?.getTime() ?? 0;
      events.push({ id, previousEventId, type, atMs, stateName: stateEnteredEventDetails?.name });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return historyUse(events, now().getTime());
}
