import * as z from 'zod/mini';
import { parseJson } from './json-report.ts';

const TEXT = /^INIT_REPORT Init Duration: \d+(?:\.\d+)? ms\t(?:.*\t)?Status: (?!success)/;

const initReportEventSchema = z.object({
  type: z.literal('platform.initReport'),
  record: z.object({ status: z.string() }),
});
const startEventSchema = z.object({
  type: z.literal('platform.start'),
  record: z.object({ requestId: z.string() }),
});

/**
 * Whether the tail tells of an init that failed, so that Lambda repeated it inside the invocation: then the
 * invocation's duration holds an init, and the report line does not say how much of it.
 *
 * Lambda writes it before the invocation's START. What comes after that was printed by the handler, and may
 * imitate anything. Where the START was cut off, what came before it was too.
 *
 * In text, Lambda writes INIT_REPORT for such an init only; in JSON a `platform.initReport` may also tell of
 * one that succeeded, which is an ordinary cold start. Hence the status is looked at in both.
 */
export function hasInitReport(tail: string, requestId: string): boolean {
  const lines = tail.split('\n');
  const start = lines.findIndex((line) => isStart(line, requestId));
  return lines.slice(0, Math.max(0, start)).some((line) => TEXT.test(line) || isFailedInitEvent(line));
}

function isStart(line: string, requestId: string): boolean {
  if (line.startsWith(`START RequestId: ${requestId} `)) return true;
  if (!line.startsWith('{') || !line.includes('"platform.start"')) return false;
  const event = startEventSchema.safeParse(parseJson(line));
  return event.success && event.data.record.requestId === requestId;
}

function isFailedInitEvent(line: string): boolean {
  if (!line.startsWith('{') || !line.includes('"platform.initReport"')) return false;
  const event = initReportEventSchema.safeParse(parseJson(line));
  return event.success && event.data.record.status !== 'success';
}
