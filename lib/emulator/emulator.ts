import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Passage } from './answer-call.ts';
import { type ApiCall, createCallLog } from './call-log.ts';
import type { CreateEnvironment } from './environment/execution-environment.ts';
import { answerEvents, EVENTS_TARGET } from './events/answer.ts';
import type { EventsContext, PutEvent } from './events/context.ts';
import type { Fault } from './faults/fault.ts';
import { createFaultTable } from './faults/fault-table.ts';
import { refusalOf } from './host-guard.ts';
import type { InvocationEvent } from './invocation-event.ts';
import type { LambdaContext } from './lambda/context.ts';
import { createLambda } from './lambda/create-lambda.ts';
import { type ContainerImages, createImages } from './lambda/images.ts';
import type { LimitOptions } from './lambda/limits.ts';
import { mountLambda } from './lambda/routes.ts';
import { type Listening, listen } from './listen.ts';
import { answerLogs, LOGS_TARGET } from './logs/answer.ts';
import { mountQuery } from './query/routes.ts';
import { mountS3 } from './s3/routes.ts';
import { createScheduler, DEFAULT_GROUP, type SchedulerContext } from './scheduler/context.ts';
import { fire } from './scheduler/fire.ts';
import { mountScheduler } from './scheduler/routes.ts';
import type { PublishedMessage, SnsContext } from './sns/context.ts';
import { snsService } from './sns/service.ts';
import { stsService } from './sts/service.ts';
import { createSessions } from './sts/sessions.ts';
import { getResources, TAGGING_TARGET } from './tagging/get-resources.ts';
import { mountTargets, type Target } from './targets.ts';

export type { ApiCall } from './call-log.ts';
export type { PutEvent } from './events/context.ts';
export type { CallRange, Fault, FaultEffect } from './faults/fault.ts';
export type { InvocationEvent } from './invocation-event.ts';
export type { ContainerImage, ContainerImages } from './lambda/images.ts';
export type { LimitOptions } from './lambda/limits.ts';
export type { PublishedMessage } from './sns/context.ts';

export interface EmulatorOptions {
  /** On 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Default us-east-1. */
  readonly region?: string;
  /** Default 000000000000. */
  readonly accountId?: string;
  readonly createEnvironment: CreateEnvironment;
  /** How long creations and updates take, as a factor of AWS's 2 s and 1 s. Default 1; 0 for no time. */
  readonly delays?: number;
  /** Limits that differ from AWS's, which are the default; false for none. */
  readonly limits?: LimitOptions | false;
  /** The largest MemorySize that a function may have. Default 10,240; a new account on AWS has 3,008. */
  readonly memoryLimitMB?: number;
  /** Container images that functions can be made of, and what stands for them. Default none. */
  readonly images?: ContainerImages;
  /**
   * ARNs of KMS keys with which no caller may decrypt: of functions that have one, the environment is
   * described by an error.
   */
  readonly undecryptableKeys?: readonly string[];
  /** ARNs of roles that can be assumed, for an hour at most. Default none. */
  readonly roles?: readonly string[];
  /** Names of event buses beside `default`. */
  readonly eventBuses?: readonly string[];
  /** ARNs of the topics that there are. Default none. */
  readonly topics?: readonly string[];
  /** Calls that go wrong. */
  readonly faults?: readonly Fault[];
  /** Buckets that are there from the beginning. */
  readonly buckets?: readonly string[];
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
  /** The events that came to a bus that is there (the last 1,000), in their order. */
  events(): readonly PutEvent[];
  /** The messages that were published (the last 1,000), in their order. */
  published(): readonly PublishedMessage[];
  /**
   * Replaces the table of faults from the next call on; its rows count from 1.
   * @throws TypeError for a row that can't be read
   */
  setFaults(faults: readonly Fault[]): void;
  /**
   * Does what a schedule does when its time has come: nothing here fires by the clock.
   * @returns the ARN of the execution that was started
   */
  fire(schedule: string, group?: string): Promise<string>;
  /** Ends every environment, takes the unpacked code away and closes the endpoint. */
  stop(): Promise<void>;
}

/**
 * Starts the local Lambda endpoint, with S3, STS, the tagging API, CloudWatch Logs, EventBridge, its Scheduler and SNS
 * beside it.
 * @throws TypeError for a fault or an image that can't be read
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const place = { region: options.region ?? 'us-east-1', accountId: options.accountId ?? '000000000000' };
  const stopping = new AbortController();
  const passage: Passage = {
    log: createCallLog(options.onCall),
    faults: createFaultTable(options.faults ?? [], options.nowMs),
    stopping: stopping.signal,
  };
  const images = createImages(options.images ?? {});
  // Some SDKs end an address with a slash.
  const app = new Hono({ strict: false });
  const listening = await listen(createAdaptorServer({ fetch: app.fetch }), options.port ?? 0);
  const lambda = createLambda(options, { place, endpoint: listening.endpoint, images });
  for (const bucket of options.buckets ?? []) lambda.objects.createBucket(bucket);
  const events: EventsContext = {
    place,
    buses: new Set(['default', ...(options.eventBuses ?? [])]),
    events: [],
    nowMs: lambda.nowMs,
  };
  const sns: SnsContext = { topics: new Set(options.topics), messages: [] };
  const targets = { [EVENTS_TARGET]: answerEvents(events), ...options.targets };
  const scheduler = createScheduler(place, lambda.nowMs, options.targets?.AWSStepFunctions);
  mount(app, { lambda, scheduler, passage, listening, targets, roles: new Set(options.roles), sns });
  let stopped: Promise<void> | undefined;
  return {
    endpoint: listening.endpoint,
    ...place,
    calls: passage.log.calls,
    events: () => [...events.events],
    published: () => [...sns.messages],
    setFaults: passage.faults.set,
    fire: (schedule, group = DEFAULT_GROUP) => fire(scheduler, schedule, group),
    stop() {
      stopping.abort();
      stopped ??= stop(lambda, listening);
      return stopped;
    },
  };
}

interface Mounted {
  readonly lambda: LambdaContext;
  readonly scheduler: SchedulerContext;
  readonly passage: Passage;
  readonly listening: Listening;
  readonly targets: Readonly<Record<string, Target>>;
  readonly roles: ReadonlySet<string>;
  readonly sns: SnsContext;
}

function mount(app: Hono, { lambda, scheduler, passage, listening, targets, roles, sns }: Mounted): void {
  // What no service answers for, such as a client that goes away while it still sends.
  app.onError(({ message }, context) => context.text(`the emulator failed: ${message}`, 500));
  app.use(async (context, next) => {
    const refusal = refusalOf((name) => context.req.header(name), listening);
    return refusal === undefined ? next() : context.text(refusal, 403);
  });
  const { place, nowMs } = lambda;
  const sessions = createSessions(nowMs);
  mountQuery(app, [stsService({ place, roles, sessions, nowMs }), snsService(sns)], passage);
  mountTargets(
    app,
    { [TAGGING_TARGET]: getResources(lambda), [LOGS_TARGET]: answerLogs(lambda), ...targets },
    passage,
  );
  mountLambda(app, lambda, passage);
  mountScheduler(app, scheduler, passage);
  mountS3(app, { objects: lambda.objects, sessions, nowMs }, passage);
}

async function stop({ instances, code }: LambdaContext, listening: Listening): Promise<void> {
  await instances.stop();
  await code.stop();
  await listening.close();
}
