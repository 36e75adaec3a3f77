import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CANARY_TERMS, type LogLine } from '../../core/canary/count-reports.ts';
import { errorName } from '../error-text.ts';

/** FilterLogEvents' pattern of everything that is counted. */
const PATTERN = CANARY_TERMS.map((term) => `?"${term}"`).join(' ');

export interface LogRead {
  readonly lines: readonly LogLine[];
  /** ms since the epoch: all events before it have been read. */
  readonly toMs: number;
}

/**
 * The reports in a log group between two times, as far as the time allows: a busy function's log takes a while, and
 * the next look goes on from there.
 * @param deadlineMs ms since the epoch, after which no further page is asked for
 */
export async function readLog(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  {
    fromMs,
    toMs,
    deadlineMs,
  }: { readonly fromMs: number; readonly toMs: number; readonly deadlineMs: number },
): Promise<LogRead> {
  const lines: (LogLine & { readonly atMs: number })[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs
      .send(
        new FilterLogEventsCommand({
          logGroupName,
          filterPattern: PATTERN,
          startTime: fromMs,
          endTime: toMs - 1,
          nextToken,
        }),
      )
      .catch((error: unknown) => {
        // Nothing has been logged yet.
        if (errorName(error) === 'ResourceNotFoundException') return undefined;
        throw error;
      });
    for (const { logStreamName: stream = '', message = '', timestamp = fromMs } of page?.events ?? []) {
      lines.push({ stream, message, atMs: timestamp });
    }
    nextToken = page?.nextToken;
    if (nextToken !== undefined && Date.now() >= deadlineMs) {
      // Pages come in the order of time: what is of the last ms may not be complete.
      const lastMs = lines.at(-1)?.atMs ?? fromMs;
      return { lines: lines.filter(({ atMs }) => atMs < lastMs), toMs: lastMs };
    }
  } while (nextToken !== undefined);
  return { lines, toMs };
}
