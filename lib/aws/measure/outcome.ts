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
  /** The event itself. */
  readonly sent: string;
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
    const told = rules.disablePayloadLogs
      ? withoutPayload(reason, rules.sent)
      : { reason, example: error.message };
    return { sample: failed(rules, reported, told), killedEnvironment, provenance };
  }
  if (reported !== undefined) return { sample: reported, killedEnvironment, provenance };
  const example = 'the answer came without a report line';
  const sample = failed(rules, reported, { reason: 'no-report', example });
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

/** An init whose duration is reported was in a phase of its own. */
function initRepeated(
  { initDurationMs, restoreDurationMs }: Report,
  { tail, requestId }: Extract<Answer, { kind: 'answered' }>,
  { mayRepeatInit }: OutcomeRules,
): boolean {
  return (
    initDurationMs === undefined &&
    restoreDurationMs === undefined &&
    (mayRepeatInit || hasInitReport(tail, requestId))
  );
}

type Told = Pick<FailedSample, 'reason' | 'example'>;

/** A handler may give its errors any name, one that it took from its event too. */
function withoutPayload(reason: string, sent: string): Told {
  const isName = /^[\w.$:-]{1,100}$/.test(reason);
  const told = reason === 'timeout' || (isName && !sent.includes(reason)) ? reason : 'Unhandled';
  return { reason: told, example: told };
}

function failed({ payload, time }: OutcomeRules, reported: Sample | undefined, told: Told): FailedSample {
  return { billedMs: 0, payload, time, ...reported, outcome: 'failed', ...told };
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
