import { parseJson, readJsonReport } from './json-report.ts';
import type { Report } from './report.ts';
import { readTextReport } from './text-report.ts';

const TEXT = /^REPORT RequestId: [^\t]+\t/;

/**
 * Reads a line of a log group as the report of whichever invocation it is of. Here nothing tells an imitation that
 * the function itself printed from the real one: whoever counts these takes each request once.
 * @returns undefined where it is no report
 */
export function readAnyReport(line: string): Report | undefined {
  const text = line.trimEnd();
  if (TEXT.test(text)) return readTextReport(text, '');
  if (!text.startsWith('{') || !text.includes('"platform.report"')) return undefined;
  const parsed = parseJson(text) as { readonly record?: { readonly requestId?: unknown } } | undefined;
  const requestId = parsed?.record?.requestId;
  return typeof requestId === 'string' ? readJsonReport(text, requestId) : undefined;
}
