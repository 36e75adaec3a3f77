import type { Report } from './report.ts';

const PREFIX = 'REPORT RequestId: ';
const TRACE = 'XRAY TraceId';

/** How the line of this request begins in Lambda's text log format. */
export function startsTextReport(line: string, requestId: string): boolean {
  return (
    line.startsWith(PREFIX) &&
    line.startsWith(requestId, PREFIX.length) &&
    line.charCodeAt(PREFIX.length + requestId.length) === TAB
  );
}

/**
 * Reads a REPORT line in Lambda's text log format: fields separated by tabs, each `Name: value`, in any
 * order, so that "Restore Duration" is never found inside "Billed Restore Duration".
 * Fields that aren't known are passed over.
 *
 * @param after the line after it, where older Lambda puts the X-Ray fields
 * @returns undefined where the duration, the billed duration or the memory size is missing or no number.
 */
export function readTextReport(line: string, after: string): Report | undefined {
  const fields = readFields(line);
  const durationMs = quantity(fields.get('Duration'), ' ms');
  const billedDurationMs = quantity(fields.get('Billed Duration'), ' ms');
  const memorySizeMB = quantity(fields.get('Memory Size'), ' MB');
  if (durationMs === undefined || billedDurationMs === undefined || memorySizeMB === undefined) {
    return undefined;
  }
  const maxMemoryUsedMB = quantity(fields.get('Max Memory Used'), ' MB');
  const initDurationMs = quantity(fields.get('Init Duration'), ' ms');
  const restoreDurationMs = quantity(fields.get('Restore Duration'), ' ms');
  const billedRestoreDurationMs = quantity(fields.get('Billed Restore Duration'), ' ms');
  const status = readStatus(fields.get('Status'));
  const errorType = fields.get('Error Type');
  const xrayTraceId =
    fields.get(TRACE) ?? (after.startsWith(TRACE) ? readFields(after).get(TRACE) : undefined);
  return {
    requestId: fields.get('REPORT RequestId') ?? '',
    durationMs,
    billedDurationMs,
    memorySizeMB,
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
    ...(initDurationMs === undefined ? {} : { initDurationMs }),
    ...(restoreDurationMs === undefined ? {} : { restoreDurationMs }),
    ...(billedRestoreDurationMs === undefined ? {} : { billedRestoreDurationMs }),
    ...(status === undefined ? {} : { status }),
    ...(errorType === undefined ? {} : { errorType }),
    ...(xrayTraceId === undefined ? {} : { xrayTraceId }),
  };
}

/** `success` is never written, but would mean what its absence means. */
export function readStatus(status: string | undefined): Report['status'] {
  if (status === undefined || status === 'success') return undefined;
  return status === 'timeout' ? 'timeout' : 'error';
}

const TAB = 9;
const NUMBER = /^\d+(?:\.\d+)?$/;

function readFields(line: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (let start = 0; start < line.length; ) {
    const tab = line.indexOf('\t', start);
    const end = tab < 0 ? line.length : tab;
    const colon = line.indexOf(': ', start);
    if (colon >= 0 && colon < end) fields.set(line.slice(start, colon), line.slice(colon + 2, end).trimEnd());
    start = end + 1;
  }
  return fields;
}

function quantity(value: string | undefined, unit: string): number | undefined {
  if (value === undefined || !value.endsWith(unit)) return undefined;
  const digits = value.slice(0, -unit.length);
  return NUMBER.test(digits) ? Number(digits) : undefined;
}
