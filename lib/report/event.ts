import {
  type CandidateResult,
  type EventOutcome,
  type FailedExecution,
  MOST_CAUSE,
  type NotifyMode,
  type Plan,
  parseFunctionReference,
  type TuningEvent,
  type TuningResult,
  withoutQualifier,
} from '../contract/index.ts';
import { savesSurely } from '../core/history/outcome.ts';

/** What a run says: as its result has it, or else by what it saves. */
export function outcomeIn(
  result: TuningResult,
  { afterwards, balancedWeight }: Pick<Plan, 'afterwards' | 'balancedWeight'>,
): Exclude<EventOutcome, 'failed'> {
  if (result.outcome !== undefined) return result.outcome.outcome;
  return savesSurely(result, afterwards.minSaving * 100, balancedWeight) ? 'better' : 'unchanged';
}

/** Whether an outcome is told of: `changes` leaves out that nothing has. */
export function isTold(outcome: EventOutcome, notify: NotifyMode): boolean {
  if (notify === 'never') return false;
  return notify === 'always' || outcome !== 'unchanged';
}

/** The event of a run that has a result: no more of it than says what there is to do. */
export function eventOf(result: TuningResult, outcome: Exclude<EventOutcome, 'failed'>): TuningEvent {
  const { target, run, recommendation, baseline, applied, proposal, links } = result;
  const { architecture, memoryMB, sentence, confidence, saving } = recommendation;
  const { change, before } = result.outcome ?? {};
  return {
    schemaVersion: 1,
    outcome,
    functionArn: target.functionArn,
    functionName: nameIn(target.functionArn),
    region: target.region,
    executionArn: run.executionArn,
    startedAt: run.startedAt,
    ...(run.schedule === undefined ? {} : { schedule: run.schedule }),
    currency: run.prices.currency,
    recommendation: {
      architecture,
      memoryMB,
      sentence,
      costUsd: result.cost,
      durationMs: result.duration,
      ...(confidence === undefined ? {} : { confidence }),
      ...(saving === undefined ? {} : { saving }),
    },
    ...(baseline === undefined ? {} : { current: currentOf(baseline) }),
    ...(change === undefined ? {} : { change }),
    ...(before === undefined ? {} : { before }),
    ...(applied === undefined ? {} : { applied }),
    ...(proposal === undefined ? {} : { proposal }),
    ...(links?.report === undefined ? {} : { report: links.report }),
  };
}

/** The event of an execution without a result. Of its input only the function and the schedule are told. */
export function failedEventOf(execution: FailedExecution): TuningEvent {
  const { executionArn, startedAt } = execution;
  const [, partition, , ownRegion = '', ownAccount] = executionArn.split(':');
  const { lambdaARN, schedule } = namesIn(execution.input);
  const reference = lambdaARN === undefined ? undefined : parseFunctionReference(lambdaARN);
  const region = reference?.region ?? ownRegion;
  const account = reference?.accountId ?? ownAccount;
  return {
    schemaVersion: 1,
    outcome: 'failed',
    ...(reference === undefined
      ? {}
      : {
          functionArn: withoutQualifier(
            `arn:${reference.partition ?? partition}:lambda:${region}:${account}:function:${reference.functionName}`,
          ),
          functionName: reference.functionName,
        }),
    region,
    executionArn,
    startedAt,
    ...(schedule === undefined ? {} : { schedule }),
    failure: failureOf(execution),
  };
}

/** What an execution ended with. */
export function failureOf({
  status,
  error = status,
  cause,
}: Pick<FailedExecution, 'status' | 'error' | 'cause'>): NonNullable<TuningEvent['failure']> {
  const told = causeOf(error, cause);
  return { error: cut(error), ...(told === undefined ? {} : { cause: cut(told) }) };
}

function nameIn(functionArn: string): string {
  return functionArn.split(':')[6] ?? '';
}

/** By the averages that candidates are compared by: blended where there are any, warm, or else cold. */
function currentOf(baseline: CandidateResult): NonNullable<TuningEvent['current']> {
  const { architecture, memoryMB, warm, cold, blended } = baseline;
  const [costUsd, durationMs] = [
    (blended ?? warm ?? cold)?.costUsd.value,
    (blended?.latencyMs ?? warm?.durationMs ?? cold?.latencyMs)?.mean.value,
  ];
  return {
    architecture,
    memoryMB,
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

/** An input that was refused may hold anything. */
function namesIn(input: unknown): { readonly lambdaARN?: string; readonly schedule?: string } {
  if (typeof input !== 'object' || input === null) return {};
  const { lambdaARN, schedule } = input as { lambdaARN?: unknown; schedule?: unknown };
  return {
    ...(typeof lambdaARN === 'string' ? { lambdaARN } : {}),
    ...(typeof schedule === 'string' && SCHEDULE_NAME.test(schedule) ? { schedule } : {}),
  };
}

const SCHEDULE_NAME = /^[0-9a-zA-Z._-]{1,64}$/;

/** Errors of Step Functions itself whose Cause quotes no state. That of others may hold the input, with its payload. */
const TELLING = new Set(['States.Timeout', 'States.DataLimitExceeded']);

/**
 * What a Cause says: Lambda puts it into JSON as `errorMessage` (with a stack beside it), a failure after the decision
 * as `message`.
 */
function causeOf(error: string, cause: string | undefined): string | undefined {
  if (cause === undefined || cause === '') return undefined;
  if (error.startsWith('States.') && !TELLING.has(error)) return undefined;
  try {
    const { errorMessage, message } = Object(JSON.parse(cause)) as Record<string, unknown>;
    const said = errorMessage ?? message;
    return typeof said === 'string' ? said : undefined;
  } catch {
    return cause;
  }
}

/** By whole characters: half of one would be no text. */
function cut(text: string): string {
  if (text.length <= MOST_CAUSE) return text;
  const ended = text.slice(0, MOST_CAUSE - 1);
  return `${ended.isWellFormed() ? ended : ended.slice(0, -1)}…`;
}
