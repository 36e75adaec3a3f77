import type { Report } from '../../../core/report-line/report.ts';
import { billedDurationMs } from '../billing.ts';
import type { FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import { encodeError, exitError, type FunctionErrorPayload, timeoutError } from '../function-error.ts';
import { closingLines, exitLines, timeoutLine } from '../log-lines.ts';
import { toHundredths } from '../report-line.ts';
import type { Timeout } from './deadline.ts';
import { exitType } from './exit-type.ts';
import type { Answered, Ended, Initialised } from './function-process.ts';
import { machineLimit } from './machine-limit.ts';

/** How an invocation ended: an answer, or why there is none. */
export type Ending = Answered | Exclude<Initialised, { kind: 'ready' }> | Timeout;

/** Everything that is known of an invocation once it is over. */
export interface Finished {
  readonly spec: FunctionSpec;
  readonly invocation: Invocation;
  readonly ending: Ending;
  /** Whether the process can take another event. */
  readonly survived: boolean;
  readonly durationMs: number;
  /** Of the INIT just before, where it counts apart. */
  readonly initDurationMs?: number;
  /** Instead of it, where a snapshot was restored. */
  readonly restoreDurationMs?: number;
  readonly maxMemoryUsedMB?: number;
  readonly cpuMs?: number;
  /** Everything up to here, START included. */
  readonly log: string;
  /** Of this machine. */
  readonly cores: number;
}

/** An invocation in Lambda's words: the payload, the log and the report that its caller gets. */
export function outcomeOf(finished: Finished): Outcome {
  const { spec, ending, cpuMs, cores } = finished;
  const report = reportOf(finished);
  const notMeasurable =
    cpuMs === undefined
      ? undefined
      : machineLimit({ memoryMB: spec.memoryMB, durationMs: report.durationMs, cpuMs, cores });
  return {
    payload: payloadOf(finished),
    ...(succeeded(ending) ? {} : { functionError: 'Unhandled' }),
    log: `${finished.log}${lastWords(finished)}${closingLines(report)}`,
    report,
    measuredBy: 'process',
    ...(notMeasurable === undefined ? {} : { notMeasurable }),
    ...(cpuMs === undefined ? {} : { cpuMs }),
  };
}

function reportOf(finished: Finished): Report {
  const { spec, invocation, initDurationMs, restoreDurationMs, maxMemoryUsedMB } = finished;
  const durationMs = toHundredths(finished.durationMs);
  const initMs = initDurationMs === undefined ? undefined : toHundredths(initDurationMs);
  return {
    requestId: invocation.requestId,
    durationMs,
    billedDurationMs: billedDurationMs(durationMs, initMs),
    memorySizeMB: spec.memoryMB,
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
    ...(initMs === undefined ? {} : { initDurationMs: initMs }),
    ...(restoreDurationMs === undefined ? {} : restoreOf(restoreDurationMs)),
    ...statusOf(finished),
  };
}

/** What is billed of a restore is loading the runtime and running hooks, and neither is done here. */
function restoreOf(durationMs: number): Pick<Report, 'restoreDurationMs' | 'billedRestoreDurationMs'> {
  return { restoreDurationMs: toHundredths(durationMs), billedRestoreDurationMs: 0 };
}

/** What the platform writes where the function itself said nothing. */
function lastWords({ spec, invocation: { requestId }, ending }: Finished): string {
  switch (ending.kind) {
    case 'timeout':
      return timeoutLine(requestId, spec.timeoutSeconds, new Date());
    case 'exit':
      return exitLines(endingError(requestId, spec, ending));
    default:
      return '';
  }
}

/** A handler's own error is no status: the environment lives on. */
function statusOf({ spec, ending, survived }: Finished): Pick<Report, 'status' | 'errorType'> {
  switch (ending.kind) {
    case 'timeout':
      return { status: 'timeout' };
    case 'exit':
      return { status: 'error', errorType: exitType(spec, ending) };
    case 'init-error':
      return { status: 'error', errorType: ending.reply.errorType ?? 'Runtime.Unknown' };
    case 'reply':
      return survived || succeeded(ending)
        ? {}
        : { status: 'error', errorType: ending.reply.errorType ?? 'Runtime.ExitError' };
  }
}

function payloadOf({ spec, invocation: { requestId }, ending }: Finished): Uint8Array {
  switch (ending.kind) {
    case 'timeout':
      return encodeError(timeoutError(requestId, spec.timeoutSeconds));
    case 'exit':
      return encodeError(endingError(requestId, spec, ending));
    case 'init-error':
    case 'reply':
      return ending.reply.body;
  }
}

function endingError(requestId: string, spec: FunctionSpec, ended: Ended): FunctionErrorPayload {
  return exitError(requestId, ended.exit, exitType(spec, ended));
}

function succeeded(ending: Ending): boolean {
  return ending.kind === 'reply' && ending.reply.kind === 'response';
}
