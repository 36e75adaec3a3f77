/**
 * One REPORT line of Lambda. Durations in ms, memory in MB.
 * Source: published log lines and the `platform.report` schema of Lambda's JSON log format.
 */
export interface Report {
  readonly requestId: string;
  /** The handler's time; never includes init. */
  readonly durationMs: number;
  /** ceil(duration + init); with SnapStart it already includes the billed part of the restore. */
  readonly billedDurationMs: number;
  readonly memorySizeMB: number;
  /** The environment's high-water mark. */
  readonly maxMemoryUsedMB?: number;
  readonly initDurationMs?: number;
  readonly restoreDurationMs?: number;
  readonly billedRestoreDurationMs?: number;
  /** Absent for an invocation that ended as it should. */
  readonly status?: 'timeout' | 'error';
  readonly errorType?: string;
  readonly xrayTraceId?: string;
}
