import * as z from 'zod';
import { parseJson } from './json-report.ts';
import { linesFromEnd } from './lines.ts';

const TEXT = /^INIT_REPORT Init Duration: \d+(?:\.\d+)? ms\t(?:.*\t)?Status: (?!success)/;

const initReportEventSchema = z.object({
  type: z.literal('platform.initReport'),
  record: z.object({ status: z.string() }),
});

/**
 * Whether the tail tells of an init that failed, so that Lambda repeated it inside the invocation: then the
 * invocation's duration holds an init, and the report line does not say how much of it.
 *
 * In text, Lambda writes INIT_REPORT for such an init only; in JSON a `platform.initReport` may also tell of
 * one that succeeded, which is an ordinary cold start. Hence the status is looked at in both.
 */
export function hasInitReport(tail: string): boolean {
  for (const { line } of linesFromEnd(tail)) {
    if (TEXT.test(line) || isFailedInitEvent(line)) return true;
  }
  return false;
}

function isFailedInitEvent(line: string): boolean {
  if (!line.startsWith('{') || !line.includes('"platform.initReport"')) return false;
  const event = initReportEventSchema.safeParse(parseJson(line));
  return event.success && event.data.record.status !== 'success';
}
