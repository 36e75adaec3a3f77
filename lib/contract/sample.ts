/**
 * How an environment stood when its invocation began, read from the report line:
 * `cold` with an init or restore duration, `warm` without, `repeated-init` where a failed init was
 * repeated inside the invocation (then Duration holds it, and the sample is neither cold nor warm).
 */
export const STARTS = ['warm', 'cold', 'repeated-init'] as const;
export type Start = (typeof STARTS)[number];

/** What one invocation of a probe reported that succeeded: what figures rest on. Durations in ms. */
export interface Sample {
  readonly outcome: 'succeeded';
  readonly start: Start;
  /** The handler's time, without init. */
  readonly durationMs: number;
  readonly billedMs: number;
  /** On cold samples; absent where a snapshot was restored. */
  readonly initMs?: number;
  /** On cold samples of versions with SnapStart, in place of an init. */
  readonly restoreMs?: number;
  /** The environment's high-water mark. */
  readonly maxMemoryUsedMB?: number;
  /** Which of the weighted payloads was sent; 0 where there is one. */
  readonly payload: number;
  /** ISO 8601: when it was sent. A digest keeps only the order. */
  readonly time?: string;
}

/** One that did not: counted by its reason, and in no figure. Its numbers are there where a report line came. */
export interface FailedSample extends Partial<Omit<Sample, 'outcome' | 'billedMs' | 'payload'>> {
  /** `failed`: it answered with an error, or without a report. `lost`: no answer came back. */
  readonly outcome: 'failed' | 'lost';
  /** For example `Runtime.OutOfMemory`, `timeout`, an errorType, `no-report`, `lost`. */
  readonly reason: string;
  /** In words; without what the function said of it where payloads must not be logged. */
  readonly example: string;
  /** Of a lost one the target's whole timeout: it may have run so long. */
  readonly billedMs: number;
  readonly payload: number;
}

/** What one invocation of a probe came to. */
export type AnySample = Sample | FailedSample;

/** What passed before the handler of a cold start: its init, or its restore. 0 for a warm one. */
export function beforeHandlerMs({ initMs, restoreMs }: Pick<Sample, 'initMs' | 'restoreMs'>): number {
  return initMs ?? restoreMs ?? 0;
}
