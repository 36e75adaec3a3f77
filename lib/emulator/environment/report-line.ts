import type { Report } from '../../core/report-line/report.ts';

/**
 * The REPORT line in Lambda's text format: tab-separated fields, and a tab at the end of the first group,
 * of the init group and of the restore group, as Lambda's own lines have it.
 */
export function printReport(report: Report): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${milliseconds(report.durationMs)}`,
    `Billed Duration: ${report.billedDurationMs} ms`,
    `Memory Size: ${report.memorySizeMB} MB`,
    field('Max Memory Used', report.maxMemoryUsedMB, (value) => `${value} MB`),
    field('Init Duration', report.initDurationMs, milliseconds),
    field('Restore Duration', report.restoreDurationMs, milliseconds),
    field('Billed Restore Duration', report.billedRestoreDurationMs, (value) => `${value} ms`),
    field('Status', report.status, String),
    field('Error Type', report.errorType, String),
  ];
  const line = fields.filter((text) => text !== undefined).join('\t');
  return report.xrayTraceId === undefined ? `${line}\t` : `${line}\t\nXRAY TraceId: ${report.xrayTraceId}\t`;
}

/** Two decimals, as Lambda prints and therefore measures. */
export function toHundredths(durationMs: number): number {
  return Math.round(durationMs * 100) / 100;
}

function milliseconds(durationMs: number): string {
  return `${durationMs.toFixed(2)} ms`;
}

function field<T>(name: string, value: T | undefined, print: (value: T) => string): string | undefined {
  return value === undefined ? undefined : `${name}: ${print(value)}`;
}
