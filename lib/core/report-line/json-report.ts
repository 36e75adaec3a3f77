import type { Report } from './report.ts';
import { readStatus } from './text-report.ts';

/** Whether a line may be the report of this request in Lambda's JSON log format: cheap, before any parsing. */
export function mayBeJsonReport(line: string, requestId: string): boolean {
  return line.startsWith('{') && line.includes('"platform.report"') && line.includes(requestId);
}

/**
 * Reads a `platform.report` event: one JSON object on one line, as far as it is used. Keys that don't apply
 * are absent. Looked at by hand: this is done for every invocation, and a schema takes as long again as all
 * the rest.
 * @returns undefined where the line is anything else, such as a user's own line that quotes one.
 */
export function readJsonReport(line: string, requestId: string): Report | undefined {
  const event = objectOf(parseJson(line));
  const record = objectOf(event?.record);
  if (event?.type !== 'platform.report' || record?.requestId !== requestId) return undefined;
  const measured = readMetrics(objectOf(record.metrics));
  const { status: said, errorType } = record;
  const trace = record.tracing === undefined ? '' : objectOf(record.tracing)?.value;
  if (measured === undefined || !isTextIfAny(said) || !isTextIfAny(errorType) || typeof trace !== 'string') {
    return undefined;
  }
  const status = readStatus(said);
  const xrayTraceId = /(?:^|;)Root=([^;]+)/.exec(trace)?.[1];
  return {
    requestId,
    ...measured,
    ...(status === undefined ? {} : { status }),
    ...(errorType === undefined ? {} : { errorType }),
    ...(xrayTraceId === undefined ? {} : { xrayTraceId }),
  };
}

type Metrics = Omit<Report, 'requestId' | 'status' | 'errorType' | 'xrayTraceId'>;

/** @returns undefined where a metric is missing that every report has, or one is no number. */
function readMetrics(metrics: Fields | undefined): Metrics | undefined {
  if (metrics === undefined) return undefined;
  const { durationMs, billedDurationMs, memorySizeMB } = metrics;
  const { maxMemoryUsedMB, initDurationMs, restoreDurationMs, billedRestoreDurationMs } = metrics;
  if (!isMetric(durationMs) || !isMetric(billedDurationMs) || !isMetric(memorySizeMB)) return undefined;
  if (!isMetricIfAny(maxMemoryUsedMB) || !isMetricIfAny(initDurationMs)) return undefined;
  if (!isMetricIfAny(restoreDurationMs) || !isMetricIfAny(billedRestoreDurationMs)) return undefined;
  return {
    durationMs,
    billedDurationMs,
    memorySizeMB,
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
    ...(initDurationMs === undefined ? {} : { initDurationMs }),
    ...(restoreDurationMs === undefined ? {} : { restoreDurationMs }),
    ...(billedRestoreDurationMs === undefined ? {} : { billedRestoreDurationMs }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

/** JSON has numbers that are none here: 1e999 is read as infinite. */
function isMetric(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

function isMetricIfAny(value: unknown): value is number | undefined {
  return value === undefined || isMetric(value);
}

function isTextIfAny(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** A line that was cut, or that only looks like JSON, is no error: it is not a report. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
