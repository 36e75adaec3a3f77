import * as z from 'zod/mini';
import type { Report } from './report.ts';
import { readStatus } from './text-report.ts';

const milliseconds = z.number().check(z.minimum(0));

/** The `platform.report` event, as far as it is used. Keys that don't apply are absent. */
const reportEventSchema = z.object({
  type: z.literal('platform.report'),
  record: z.object({
    requestId: z.string(),
    status: z.optional(z.string()),
    errorType: z.optional(z.string()),
    metrics: z.object({
      durationMs: milliseconds,
      billedDurationMs: milliseconds,
      memorySizeMB: z.number(),
      maxMemoryUsedMB: z.optional(z.number()),
      initDurationMs: z.optional(milliseconds),
      restoreDurationMs: z.optional(milliseconds),
      billedRestoreDurationMs: z.optional(milliseconds),
    }),
    tracing: z.optional(z.object({ value: z.string() })),
  }),
});

/** Whether a line may be the report of this request in Lambda's JSON log format: cheap, before any parsing. */
export function mayBeJsonReport(line: string, requestId: string): boolean {
  return line.startsWith('{') && line.includes('"platform.report"') && line.includes(requestId);
}

/**
 * Reads a `platform.report` event: one JSON object on one line.
 * @returns undefined where the line is anything else, such as a user's own line that quotes one.
 */
export function readJsonReport(line: string, requestId: string): Report | undefined {
  const event = reportEventSchema.safeParse(parseJson(line));
  if (!event.success || event.data.record.requestId !== requestId) return undefined;
  const { metrics, errorType, tracing, ...record } = event.data.record;
  const status = readStatus(record.status);
  const xrayTraceId = /(?:^|;)Root=([^;]+)/.exec(tracing?.value ?? '')?.[1];
  const { maxMemoryUsedMB, initDurationMs, restoreDurationMs, billedRestoreDurationMs } = metrics;
  return {
    requestId,
    durationMs: metrics.durationMs,
    billedDurationMs: metrics.billedDurationMs,
    memorySizeMB: metrics.memorySizeMB,
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
    ...(initDurationMs === undefined ? {} : { initDurationMs }),
    ...(restoreDurationMs === undefined ? {} : { restoreDurationMs }),
    ...(billedRestoreDurationMs === undefined ? {} : { billedRestoreDurationMs }),
    ...(status === undefined ? {} : { status }),
    ...(errorType === undefined ? {} : { errorType }),
    ...(xrayTraceId === undefined ? {} : { xrayTraceId }),
  };
}

/** A line that was cut, or that only looks like JSON, is no error: it is not a report. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
