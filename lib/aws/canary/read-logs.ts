import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CANARY_TERMS, type LogLine } from '../../core/canary/count-reports.ts';
import { errorName } from '../error-text.ts';

/** FilterLogEvents' pattern of everything that is counted. */
const PATTERN = CANARY_TERMS.map((term) => `?"${term}"`).join(' ');
/** What one part of the log may take to be read: all of its lines are held at once, and a page is up to 1 MB. */
const MOST_PAGES = 20;
/** What takes more is read in parts of so much less. */
const SHORTER = 8;

/** ms since the epoch, the first included and the last not. */
interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Reads the reports in some log groups between two times, as far as the time allows; the next look goes on from there.
 * A busy function's log takes many pages, and one that holds much else many empty ones: what doesn't come to its end
 * is read in shorter parts, so that each look gets on.
 *
 * @param deadlineMs ms since the epoch, after which no further part is begun
 * @param count told of one part after the other: everything that all of the groups hold of that time
 * @returns ms since the epoch: all before it has been counted, and nothing after it
 */
export async function readLogs(
  logs: CloudWatchLogsClient,
  groups: readonly string[],
  { fromMs, toMs, deadlineMs }: Range & { readonly deadlineMs: number },
  count: (lines: readonly LogLine[]) => void,
): Promise<number> {
  let readToMs = fromMs;
  let lengthMs = toMs - fromMs;
  while (readToMs < toMs) {
    const part = { fromMs: readToMs, toMs: Math.min(toMs, readToMs + lengthMs) };
    // Half of the time that is left: a shorter part has its chance too.
    const giveUpMs = (Date.now() + deadlineMs) / 2;
    const reads = await Promise.all(groups.map((group) => readPart(logs, group, part, giveUpMs)));
    const lines = reads.filter((read) => read !== undefined);
    if (lines.length === groups.length) {
      count(lines.flat());
      readToMs = part.toMs;
    } else {
      lengthMs = Math.ceil(lengthMs / SHORTER);
    }
    if (Date.now() >= deadlineMs) break;
  }
  return readToMs;
}

/**
 * Looks whether log groups may be read.
 * @throws what CloudWatch Logs throws where they may not
 */
export async function assertReadable(
  logs: CloudWatchLogsClient,
  groups: readonly string[],
  nowMs: number,
): Promise<void> {
  const moment = { fromMs: nowMs - 1, toMs: nowMs };
  await Promise.all(groups.map((group) => readPage(logs, group, moment, undefined)));
}

/** @returns nothing where it takes too many pages, or too long. A millisecond can't be read in parts. */
async function readPart(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  part: Range,
  giveUpMs: number,
): Promise<LogLine[] | undefined> {
  const mostPages = part.toMs - part.fromMs === 1 ? Number.POSITIVE_INFINITY : MOST_PAGES;
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await readPage(logs, logGroupName, part, nextToken);
    for (const { logStreamName: stream = '', message = '' } of page?.events ?? []) {
      lines.push({ stream, message });
    }
    nextToken = page?.nextToken;
    if (nextToken === undefined) return lines;
    if (pages >= mostPages || Date.now() >= giveUpMs) return undefined;
  }
}

/** @returns nothing where there is no such group: nothing has been logged yet */
async function readPage(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  { fromMs, toMs }: Range,
  nextToken: string | undefined,
) {
  try {
    return await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        filterPattern: PATTERN,
        startTime: fromMs,
        endTime: toMs - 1,
        nextToken,
      }),
    );
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
