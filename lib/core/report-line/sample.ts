import type { Sample, Start } from '../../contract/index.ts';
import type { Report } from './report.ts';

export interface SampleOptions {
  /** Which of the weighted payloads was sent; 0 where there is one. */
  readonly payload: number;
  /** A failed init was repeated inside this invocation (see init-report.ts). */
  readonly initRepeated: boolean;
}

/**
 * The sample that a report line tells of. Billed milliseconds are taken as reported: they include the init,
 * or with SnapStart the billed part of the restore, already.
 */
export function toSample(report: Report, { payload, initRepeated }: SampleOptions): Sample {
  const initMs = report.initDurationMs ?? report.restoreDurationMs;
  const start = startOf(initMs, initRepeated);
  return {
    start,
    durationMs: report.durationMs,
    billedMs: report.billedDurationMs,
    ...(start === 'cold' && initMs !== undefined ? { initMs } : {}),
    ...(report.maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB: report.maxMemoryUsedMB }),
    payload,
  };
}

function startOf(initMs: number | undefined, initRepeated: boolean): Start {
  if (initRepeated) return 'repeated-init';
  return initMs === undefined ? 'warm' : 'cold';
}
