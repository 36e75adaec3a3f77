import type { Sample, Start } from '../../contract/index.ts';
import type { Report } from './report.ts';

export interface SampleOptions {
  /** Which of the weighted payloads was sent; 0 where there is one. */
  readonly payload: number;
  /** A failed init was repeated inside this invocation (see init-report.ts). */
  readonly initRepeated: boolean;
  /** ISO 8601: when it was sent. */
  readonly time?: string;
}

/**
 * The sample that a report line tells of. Billed milliseconds are taken as reported: they include the init,
 * or with SnapStart the billed part of the restore, already.
 */
export function toSample(report: Report, { payload, initRepeated, time }: SampleOptions): Sample {
  const { initDurationMs, restoreDurationMs, maxMemoryUsedMB } = report;
  const start = startOf(report, initRepeated);
  return {
    outcome: 'succeeded',
    start,
    durationMs: report.durationMs,
    billedMs: report.billedDurationMs,
    ...(start === 'cold' && initDurationMs !== undefined ? { initMs: initDurationMs } : {}),
    ...(start === 'cold' && initDurationMs === undefined && restoreDurationMs !== undefined
      ? { restoreMs: restoreDurationMs }
      : {}),
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
    payload,
    ...(time === undefined ? {} : { time }),
  };
}

function startOf({ initDurationMs, restoreDurationMs }: Report, initRepeated: boolean): Start {
  if (initRepeated) return 'repeated-init';
  return initDurationMs === undefined && restoreDurationMs === undefined ? 'warm' : 'cold';
}
