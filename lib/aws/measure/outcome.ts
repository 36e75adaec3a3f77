import type { AnySample, FailedSample, Sample } from '../../contract/index.ts';
import { hasInitReport } from '../../core/report-line/init-report.ts';
import { parseReport } from '../../core/report-line/parse.ts';
import type { Report } from '../../core/report-line/report.ts';
import { toSample } from '../../core/report-line/sample.ts';
import type { Answer, Provenance } from '../invoke.ts';

/** What one invocation gave. Billed either way. */
export interface Measured {
  readonly sample: AnySample;
  /** The environment it ran in is gone, so that the next invocation there repeats its init. */
  readonly killedEnvironment: boolean;
  readonly provenance?: Provenance;
}

export interface OutcomeRules {
  readonly payload: number;
  /** ISO 8601: when it was sent. */
  readonly time: string;
  /** An environment was killed before this invocation: an init without a duration is hidden in it. */
  readonly mayRepeatInit: boolean;
  readonly allowedExceptions: readonly string[];
  readonly disablePayloadLogs: boolean;
}

/** Reads what an answered invocation says of itself: its report line, once. */
export function toMeasured(answer: Extract<Answer, { kind: 'answered' }>, rules: OutcomeRules): Measured {
  const { provenance } = answer;
  const report = parseReport(answer.tail, answer.requestId);
  const reported =
    report && toSample(report, { ...rules, initRepeated: initRepeated(report, answer, rules) });
  const error = answer.functionError ? functionError(answer.payload) : undefined;
  const killedEnvironment = report?.status !== undefined;
  if (error !== undefined && !rules.allowedExceptions.includes(error.type)) {
    const reason = report?.status === 'timeout' ? 'timeout' : (report?.errorType ?? error.type);
    const example = rules.disablePayloadLogs ? reason : error.message;
    return { sample: failed(rules, reported, reason, example), killedEnvironment, provenance };
  }
  if (reported !== undefined) return { sample: reported, killedEnvironment, provenance };
  const sample = failed(rules, reported, 'no-report', 'the answer came without a report line');
  return { sample, killedEnvironment, provenance };
}

/** An invocation of which nothing came back. It may have run until its timeout: that is what has to be reckoned with. */
export function toLost(
  why: string,
  { payload, time }: Pick<OutcomeRules, 'payload' | 'time'>,
  timeoutSeconds: number,
): Measured {
  return {
    sample: {
      outcome: 'lost',
      reason: 'lost',
      example: `the answer did not come back: ${why}`,
      billedMs: timeoutSeconds * 1000,
      payload,
      time,
    },
    killedEnvironment: false,
  };
}

function initRepeated(
  { initDurationMs, restoreDurationMs }: Report,
  { tail }: Extract<Answer, { kind: 'answered' }>,
  { mayRepeatInit }: OutcomeRules,
): boolean {
  const startless = initDurationMs === undefined && restoreDurationMs === undefined;
  return hasInitReport(tail) || (mayRepeatInit && startless);
}

function failed(
  { payload, time }: OutcomeRules,
  reported: Sample | undefined,
  reason: string,
  example: string,
): FailedSample {
  return { billedMs: 0, payload, time, ...reported, outcome: 'failed', reason, example };
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
