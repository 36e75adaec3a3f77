import type { Invocation, Outcome } from '../environment/execution-environment.ts';
import { logStreamName } from '../environment/log-stream.ts';
import type { FaultEffect } from '../faults/fault.ts';
import type { Action, ActionAnswer } from './action.ts';
import { routed } from './alias-routing.ts';
import { checkInvocable } from './availability.ts';
import type { LambdaContext } from './context.ts';
import { foreignImageOutcome } from './foreign-image-outcome.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import { isForeign, specOf } from './function-spec.ts';
import { checkInvocationMode } from './invocation-modes.ts';
import { type InvokeMembers, invocationOf, invokeMembers } from './invocation-request.ts';
import { locate } from './locate.ts';
import { logTail } from './log-tail.ts';

/**
 * Invokes a function and waits for its answer. The headers `x-power-tuner-measured-by`, `-source` and
 * `-not-measurable` say that no AWS measured this, who did, and what the numbers don't stand for.
 * With InvocationType Event it doesn't wait; such an invocation is never repeated.
 */
export const invoke: Action = {
  name: 'Invoke',
  method: 'POST',
  path: '/2015-03-31/functions/:FunctionName/invocations',
  status: 200,
  quota: 'none',
  async run(request, lambda) {
    const members = invokeMembers(request);
    const located = locate(lambda, members.FunctionName, members.Qualifier);
    const invocation = invocationOf(request, members, lambda.place, located);
    checkInvocationMode(located, members);
    if (members.InvocationType === 'DryRun') return { status: 204 };
    const version = routed(located);
    checkInvocable(version, lambda.nowMs());
    const { record } = located;
    const run: Run = {
      record,
      version: inUse(record, version),
      invocation,
      killAfterMs: killAfterMs(request.fault),
    };
    if (members.InvocationType === 'Event') {
      serveLater(lambda, run);
      return { status: 202, headers: { 'x-amzn-requestid': invocation.requestId } };
    }
    const leave = lambda.concurrency.enter(record);
    try {
      return answerOf(run, await serve(lambda, run), members);
    } finally {
      leave();
    }
  },
};

interface Run {
  readonly record: FunctionRecord;
  readonly version: FunctionVersion;
  readonly invocation: Invocation;
  readonly killAfterMs: number | undefined;
}

/** While `$LATEST` is updated, what it was before goes on serving. */
function inUse({ latest, replaced }: FunctionRecord, version: FunctionVersion): FunctionVersion {
  return version === latest ? (replaced ?? latest) : version;
}

function killAfterMs(fault: FaultEffect | undefined): number | undefined {
  return fault !== undefined && 'killEnvironment' in fault ? (fault.afterMs ?? 0) : undefined;
}

async function serve(lambda: LambdaContext, run: Run): Promise<Outcome> {
  const { record, version, invocation, killAfterMs } = run;
  const outcome = isForeign(version)
    ? foreignImageOutcome(version, invocation)
    : await lambda.instances.invoke(
        version.deploymentId,
        specOf(lambda.place, record, version),
        invocation,
        killAfterMs,
      );
  writeLog(lambda, run, outcome);
  lambda.invoked(record, version, outcome);
  return outcome;
}

function writeLog({ logs }: LambdaContext, { record, version }: Run, { log, logStream }: Outcome): void {
  const { logGroup } = version.configuration.logging;
  const environment = { functionName: record.name, version: version.version, logGroup };
  logs.write(logGroup, logStream ?? logStreamName(environment, new Date()), log);
}

function serveLater(lambda: LambdaContext, run: Run): void {
  const served = lambda.concurrency.enterWhenFree(run.record).then(async (leave) => {
    try {
      await serve(lambda, run);
    } finally {
      leave();
    }
  });
  // Nobody waits for it.
  served.catch(() => undefined);
}

function answerOf({ version, invocation }: Run, outcome: Outcome, { LogType }: InvokeMembers): ActionAnswer {
  return {
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': invocation.requestId,
      'x-amz-executed-version': version.version,
      ...(outcome.functionError && { 'x-amz-function-error': outcome.functionError }),
      ...(LogType === 'Tail' && { 'x-amz-log-result': logTail(outcome.log) }),
      ...measuredHeaders(outcome),
    },
    body: outcome.payload,
  };
}

function measuredHeaders({ measuredBy, source, notMeasurable }: Outcome): Record<string, string> {
  return {
    'x-power-tuner-measured-by': measuredBy,
    ...(source !== undefined && { 'x-power-tuner-source': encodeURIComponent(source) }),
    ...(notMeasurable !== undefined && { 'x-power-tuner-not-measurable': encodeURIComponent(notMeasurable) }),
  };
}
