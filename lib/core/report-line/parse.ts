import { mayBeJsonReport, readJsonReport } from './json-report.ts';
import { linesFromEnd } from './lines.ts';
import type { Report } from './report.ts';
import { readTextReport, startsTextReport } from './text-report.ts';

/**
 * Finds the report of one invocation in the tail of its log (Invoke's LogResult, decoded: at most the last
 * 4 KB, whose first line may be cut in the middle). Text or JSON, among the function's own lines.
 *
 * The last one that names the request is it: Lambda writes it after everything that the handler printed,
 * so an imitation before it, one of another request, or one inside a line is never taken.
 *
 * @returns undefined where there is none. That is a sample without a measurement, never one of 0 ms.
 */
export function parseReport(tail: string, requestId: string): Report | undefined {
  for (const { line, after } of linesFromEnd(tail)) {
    const report = readLine(line, after, requestId);
    if (report !== undefined) return report;
  }
  return undefined;
}

function readLine(line: string, after: string, requestId: string): Report | undefined {
  if (startsTextReport(line, requestId)) return readTextReport(line, after);
  if (mayBeJsonReport(line, requestId)) return readJsonReport(line, requestId);
  return undefined;
}
