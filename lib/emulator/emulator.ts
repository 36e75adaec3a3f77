import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Architecture } from '../contract/index.ts';
import type { Report } from '../core/report-line/report.ts';
import { functionArn, type Place } from './arn.ts';
import { type ApiCall, type CallLog, createCallLog } from './call-log.ts';
import type { CreateEnvironment, Outcome } from './environment/execution-environment.ts';
import { refusalOf } from './host-guard.ts';
import { createCodeStore } from './lambda/code-store.ts';
import type { LambdaContext } from './lambda/context.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './lambda/function-record.ts';
import { createInstances } from './lambda/instances.ts';
import { NO_DELAYS } from './lambda/lifecycle.ts';
import { mountLambda } from './lambda/routes.ts';
import { type Listening, listen } from './listen.ts';
import { createObjectStore } from './s3/object-store.ts';
import { mountS3 } from './s3/routes.ts';
import { getResources, TAGGING_TARGET } from './tagging/get-resources.ts';
import { mountTargets, type Target } from './targets.ts';

export type { ApiCall } from './call-log.ts';

/** An invocation that has its answer. */
export interface InvocationEvent {
  readonly functionName: string;
  /** With the version as qualifier, unless it is `$LATEST`. */
  readonly functionArn: string;
  readonly memoryMB: number;
  readonly architecture: Architecture;
  readonly report: Report;
  readonly functionError?: 'Unhandled';
  readonly cpuMs?: number;
  readonly notMeasurable?: string;
}

export interface EmulatorOptions {
  /** On 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Default us-east-1. */
  readonly region?: string;
  /** Default 000000000000. */
  readonly accountId?: string;
  readonly createEnvironment: CreateEnvironment;
  /** Told of every finished invocation. */
  readonly onInvocation?: (event: InvocationEvent) => void;
  /** Told of every API call, in the order in which they are answered. */
  readonly onCall?: (call: ApiCall) => void;
  /** Other services on the same endpoint, by the prefix of their X-Amz-Target. They throw ApiError. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** ms since the epoch. */
  readonly nowMs?: () => number;
}

export interface Emulator {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The API calls so far (the last 10,000), in the order in which they were answered. */
  calls(): readonly ApiCall[];
  /** Ends every environment, takes the unpacked code away and closes the endpoint. */
  stop(): Promise<void>;
}

/** Starts the local Lambda endpoint, with S3 and the tagging API beside it. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const place = { region: options.region ?? 'us-east-1', accountId: options.accountId ?? '000000000000' };
  const log = createCallLog(options.onCall);
  // Some SDKs end an address with a slash.
  const app = new Hono({ strict: false });
  const listening = await listen(createAdaptorServer({ fetch: app.fetch }), options.port ?? 0);
  const lambda = createLambda(options, place, listening);
  mount(app, { lambda, log, listening, targets: options.targets ?? {} });
  let stopping: Promise<void> | undefined;
  return {
    endpoint: listening.endpoint,
    ...place,
    calls: log.calls,
    stop() {
      stopping ??= stop(lambda, listening);
      return stopping;
    },
  };
}

function createLambda(options: EmulatorOptions, place: Place, { endpoint }: Listening): LambdaContext {
  const nowMs = options.nowMs ?? Date.now;
  return {
    place,
    functions: new Map(),
    code: createCodeStore(nowMs),
    instances: createInstances(options.createEnvironment),
    objects: createObjectStore(),
    delays: NO_DELAYS,
    nowMs,
    endpoint: () => endpoint,
    invoked: (record, version, outcome) =>
      options.onInvocation?.(invocationEvent(place, record, version, outcome)),
  };
}

interface Mounted {
  readonly lambda: LambdaContext;
  readonly log: CallLog;
  readonly listening: Listening;
  readonly targets: Readonly<Record<string, Target>>;
}

function mount(app: Hono, { lambda, log, listening, targets }: Mounted): void {
  // What no service answers for, such as a client that goes away while it still sends.
  app.onError(({ message }, context) => context.text(`the emulator failed: ${message}`, 500));
  app.use(async (context, next) => {
    const refusal = refusalOf((name) => context.req.header(name), listening);
    return refusal === undefined ? next() : context.text(refusal, 403);
  });
  mountTargets(app, { [TAGGING_TARGET]: getResources(lambda), ...targets }, log);
  mountLambda(app, lambda, log);
  mountS3(app, { objects: lambda.objects, nowMs: lambda.nowMs }, log);
}

async function stop({ instances, code }: LambdaContext, listening: Listening): Promise<void> {
  await instances.stop();
  await code.stop();
  await listening.close();
}

function invocationEvent(
  place: Place,
  { name }: FunctionRecord,
  { version, configuration, architecture }: FunctionVersion,
  { report, functionError, cpuMs, notMeasurable }: Outcome,
): InvocationEvent {
  return {
    functionName: name,
    functionArn: functionArn(place, name, version === LATEST ? undefined : version),
    memoryMB: configuration.memoryMB,
    architecture,
    report,
    ...(functionError !== undefined && { functionError }),
    ...(cpuMs !== undefined && { cpuMs }),
    ...(notMeasurable !== undefined && { notMeasurable }),
  };
}
