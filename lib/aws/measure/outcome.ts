import type { Sample } from '../../contract/index.ts';
import { hasInitReport } from '../../core/report-line/init-report.ts';
import { parseReport } from '../../core/report-line/parse.ts';
import { toSample } from '../../core/report-line/sample.ts';
import type { Answer, Provenance } from '../invoke.ts';

/** What one invocation gave: a sample, or the reason why there is none. Billed either way. */
export interface Measured {
  /** Which of the weighted payloads was sent. */
  readonly payload: number;
  readonly sample?: Sample;
  readonly failure?: { readonly reason: string; readonly example: string };
  readonly billedMs: number;
  /** The environment it ran in is gone, so that the next invocation there repeats its init. */
  readonly killedEnvironment: boolean;
  readonly provenance?: Provenance;
}

export interface OutcomeRules {
  readonly payload: number;
  /** The event itself. */
  readonly sent: string;
  /** An environment was killed before this invocation: an init without a duration is hidden in it. */
  readonly mayRepeatInit: boolean;
  readonly allowedExceptions: readonly string[];
  readonly disablePayloadLogs: boolean;
}

/** Reads what an answered invocation says of itself. */
export function toMeasured(answer: Extract<Answer, { kind: 'answered' }>, rules: OutcomeRules): Measured {
  const { provenance } = answer;
  const { payload } = rules;
  const report = parseReport(answer.tail, answer.requestId);
  const error = answer.functionError ? functionError(answer.payload) : undefined;
  const killedEnvironment = report?.status !== undefined;
  const billedMs = report?.billedDurationMs ?? 0;
  if (error !== undefined && !rules.allowedExceptions.includes(error.type)) {
    const reason = report?.status === 'timeout' ? 'timeout' : (report?.errorType ?? error.type);
    const failure = rules.disablePayloadLogs
      ? withoutPayload(reason, rules.sent)
      : { reason, example: error.message };
    return { payload, failure, billedMs, killedEnvironment, provenance };
  }
  if (report === undefined) {
    const example = 'the answer came without a report line';
    return { payload, failure: { reason: 'no-report', example }, billedMs, killedEnvironment, provenance };
  }
  // An init whose duration is reported was in a phase of its own.
  const initRepeated =
    report.initDurationMs === undefined &&
    report.restoreDurationMs === undefined &&
    (rules.mayRepeatInit || hasInitReport(answer.tail, answer.requestId));
  return {
    payload,
    sample: toSample(report, { payload, initRepeated }),
    billedMs,
    killedEnvironment,
    provenance,
  };
}

/** A handler may give its errors any name, one that it took from its event too. */
function withoutPayload(reason: string, sent: string): { reason: string; example: string } {
  const isName = /^[\w.$:-]{1,100}$/.test(reason);
  const told = reason === 'timeout' || (isName && !sent.includes(reason)) ? reason : 'Unhandled';
  return { reason: told, example: told };
}

/** Lambda's error payload; a handler may answer with anything. */
function functionError(payload: string): { type: string; message: string } {
  try {
    const { errorType, errorMessage } = JSON.parse(payload) as {
      errorType?: unknown;
      errorMessage?: unknown;
    };
    return {
      type: typeof errorType === 'string' && errorType !== '' ? errorType : 'Unhandled',
      message: typeof errorMessage === 'string' ? errorMessage : payload,
    };
  } catch {
    return { type: 'Unhandled', message: payload };
  }
}
