import type { Report } from '../../core/report-line/report.ts';
import type { FunctionErrorPayload } from './function-error.ts';
import { printReport } from './report-line.ts';

/** What the platform itself writes around an invocation, in Lambda's text format. Each ends with a newline. */

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

/** END and REPORT, the last lines of every invocation's log. */
export function closingLines(report: Report): string {
  return `END RequestId: ${report.requestId}\n${printReport(report)}\n`;
}

export function timeoutLine(requestId: string, timeoutSeconds: number, now: Date): string {
  return `${now.toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds\n\n`;
}

export function exitLines({ errorMessage, errorType }: FunctionErrorPayload): string {
  return `${errorMessage}\n${errorType}\n`;
}

/** An init that failed: `init` in the phase of its own, `invoke` where it was repeated inside an invocation. */
export interface FailedInit {
  readonly initDurationMs: number;
  readonly phase: 'init' | 'invoke';
  readonly status: 'error' | 'timeout';
  /** Absent for a timeout. */
  readonly errorType?: string;
}

export function initReportLine(init: FailedInit): string {
  const fields = [
    `INIT_REPORT Init Duration: ${init.initDurationMs.toFixed(2)} ms`,
    `Phase: ${init.phase}`,
    `Status: ${init.status}`,
  ];
  if (init.errorType !== undefined) {
    fields.push(`Error Type: ${init.errorType}`);
  }
  return `${fields.join('\t')}\n`;
}
