import { randomUUID } from 'node:crypto';
import { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { isDeeperThan } from '../../contract/index.ts';
import { ApiError, notModelled } from '../api-error.ts';
import { retryIntervalsMs, substitute, tasksOf } from './definition.ts';
import { Execution } from './execution.ts';
import { FunctionRunner } from './function-runner.ts';
import { HandlerRunner } from './handler-runner.ts';
import type { HistoryEvent } from './history.ts';
import { areDeployed, type DeployedStages, type Stages } from './stage.ts';
import type { StageRunner } from './stage-runner.ts';

export interface StateMachineOptions {
  readonly region: string;
  readonly accountId: string;
  readonly name: string;
  /** The deployed definition, with placeholders such as `${CleanerArn}` for the stages' functions. */
  readonly definition: unknown;
  /** Handlers that run in this process, or functions that are invoked as Step Functions invokes them. */
  readonly stages: Stages | DeployedStages;
  /** The stage that the status event of an execution that ended badly starts, with `{executionArn}`. */
  readonly cleaner: string;
  /** The function, no stage of the definition, that the same event starts in the same way. */
  readonly notifier?: string;
  /** Whether that event is lost, which EventBridge doesn't rule out. By default none is. */
  readonly losesEvent?: (executionArn: string) => boolean;
  /** Pauses before a Retry, as a factor of the definition's IntervalSeconds. Left out, they are as on AWS. */
  readonly retryPauses?: number;
  /** How long each Wait takes in ms, by its name, instead of what the definition says. */
  readonly waitsMs?: Readonly<Record<string, number>>;
}

/** The emulator's Step Functions: one state machine, and the calls that are needed to use it. */
export interface StatesService {
  readonly stateMachineArn: string;
  /** AWSStepFunctions over awsJson1_0. */
  answer(action: string, body: unknown): Promise<unknown>;
  /** Settled when no ended execution is still being cleaned up. */
  settled(): Promise<void>;
  /** Settled when no stage runs any more, those included whose execution ended without them. */
  idle(): Promise<void>;
  /** Stops what runs and waits until all is cleaned up. */
  stop(): Promise<void>;
}

const MAX_INPUT_BYTES = 256 * 1024;
/** What AWS takes is not documented. Here, what comes much deeper could not be written as JSON again. */
const MAX_INPUT_DEPTH = 1000;
const ENDED_BADLY = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/** No white space, brackets, wildcards or special characters. */
const EXECUTION_NAME = /^[^\s[\]{}<>?*"#%\\^|~`$&,;:/]{1,80}$/;

const startSchema = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
  traceHeader: z.string().optional(),
});
const describeSchema = z.strictObject({ executionArn: z.string(), includedData: z.string().optional() });
const listSchema = z.strictObject({
  stateMachineArn: z.string(),
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().optional(),
});
const stopSchema = z.strictObject({
  executionArn: z.string(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
const historySchema = z.strictObject({
  executionArn: z.string(),
  maxResults: z.int().min(0).max(1000).optional(),
  reverseOrder: z.boolean().optional(),
  nextToken: z.string().optional(),
  includeExecutionData: z.boolean().optional(),
});

export function createStates(options: StateMachineOptions): StatesService {
  const { region, accountId, name, stages, retryPauses } = options;
  const stateMachineArn = `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
  const functionArn = (stage: string) =>
    `arn:aws:lambda:${region}:${accountId}:function:${name}-${stage.toLowerCase()}`;
  const stageNames = areDeployed(stages) ? stages.names : Object.keys(stages);
  const cleanerArn = functionArn(options.cleaner);
  const definition = substitute(
    options.definition,
    Object.fromEntries(stageNames.map((stage) => [`${stage}Arn`, functionArn(stage)])),
  );
  const machine = new StateMachine(definition as never);
  const newRunner = runners(stages, functionArn, cleanerArn);
  const retries =
    retryPauses === undefined ? {} : { retryIntervalsMs: retryIntervalsMs(definition, retryPauses) };
  const executions = new Map<string, Execution>();
  const cleanups = new Map<Execution, Promise<void>>();

  /** What the stack's rule on the execution's status does. */
  const cleanUp = async (execution: Execution): Promise<void> => {
    await execution.ended;
    const { executionArn, runner } = execution.options;
    if (!ENDED_BADLY.has(execution.status) || options.losesEvent?.(executionArn) === true) return;
    const started = [options.cleaner, options.notifier].filter((name) => name && stageNames.includes(name));
    await Promise.all(
      started.map((name = '') =>
        runner.run(functionArn(name), { executionArn }).catch(
          // As in AWS: the sweep comes after it.
          () => undefined,
        ),
      ),
    );
  };

  const assertMachine = (asked: string): void => {
    if (asked === stateMachineArn) return;
    throw new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${asked}'`);
  };

  const start = (body: unknown) => {
    const { stateMachineArn: asked, name: given, input = '{}' } = read(startSchema, body);
    assertMachine(asked);
    assertInput(input);
    if (given !== undefined && !EXECUTION_NAME.test(given)) {
      throw new ApiError('InvalidName', `Invalid Name: '${given}'`);
    }
    const executionName = given ?? randomUUID();
    const executionArn = `arn:aws:states:${region}:${accountId}:execution:${name}:${executionName}`;
    const existing = executions.get(executionArn);
    if (existing !== undefined) {
      if (existing.status === 'RUNNING' && existing.options.input === input) return started(existing);
      throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    const execution = new Execution({
      executionArn,
      stateMachineArn,
      name: executionName,
      input,
      machine,
      tasks: tasksOf(definition),
      runner: newRunner(),
      ...retries,
      ...(options.waitsMs === undefined ? {} : { waitsMs: options.waitsMs }),
    });
    executions.set(executionArn, execution);
    cleanups.set(
      execution,
      cleanUp(execution).finally(() => cleanups.delete(execution)),
    );
    return started(execution);
  };

  const find = (executionArn: string): Execution => {
    const execution = executions.get(executionArn);
    if (execution === undefined) {
      throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  };

  const actions: Readonly<Record<string, (body: unknown) => unknown>> = {
    StartExecution: start,
    DescribeExecution: (body) => describe(find(read(describeSchema, body).executionArn)),
    ListExecutions: (body) => {
      const request = read(listSchema, body);
      assertMachine(request.stateMachineArn);
      return listed([...executions.values()], request);
    },
    GetExecutionHistory: (body) => {
      const request = read(historySchema, body);
      return page(find(request.executionArn).history.events, request);
    },
    StopExecution: (body) => {
      const { executionArn, error, cause } = read(stopSchema, body);
      const execution = find(executionArn);
      execution.stop(error, cause);
      return { stopDate: (execution.stoppedAtMs ?? Date.now()) / 1000 };
    },
  };

  return {
    stateMachineArn,
    async answer(action, body) {
      const act = actions[action];
      if (act === undefined) {
        throw notModelled(`Step Functions' ${action}`, `it has ${Object.keys(actions).join(', ')}`);
      }
      return act(body);
    },
    async settled() {
      const ended = [...cleanups].filter(([execution]) => execution.status !== 'RUNNING');
      await Promise.all(ended.map(([, cleanup]) => cleanup));
    },
    async idle() {
      await Promise.all([...executions.values()].map(({ options: { runner } }) => runner.idle()));
    },
    async stop() {
      for (const execution of executions.values())
        execution.stop('EmulatorStopped', 'the emulator was stopped');
      await Promise.all(cleanups.values());
    },
  };
}

/** Handlers are told apart by their execution, since its end stops them; functions don't know of it. */
function runners(
  stages: Stages | DeployedStages,
  functionArn: (stage: string) => string,
  cleanerArn: string,
): () => StageRunner {
  if (areDeployed(stages)) {
    const runner = new FunctionRunner(stages.invoke);
    return () => runner;
  }
  const byArn = new Map(Object.entries(stages).map(([stage, handler]) => [functionArn(stage), handler]));
  return () => new HandlerRunner(byArn, cleanerArn);
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new ApiError('ValidationException', problems.join('; '));
}

function assertInput(input: string): void {
  if (Buffer.byteLength(input) > MAX_INPUT_BYTES) {
    throw new ApiError(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_INPUT_BYTES}`,
    );
  }
  if (isDeeperThan(MAX_INPUT_DEPTH, parsed(input))) {
    throw invalidInput(`lists and objects are inside one another more than ${MAX_INPUT_DEPTH} deep`);
  }
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch (error) {
    throw invalidInput((error as Error).message);
  }
}

function invalidInput(why: string): ApiError {
  return new ApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
}

function started({ options, startedAtMs }: Execution) {
  return { executionArn: options.executionArn, startDate: startedAtMs / 1000 };
}

function describe({ options, status, startedAtMs, stoppedAtMs, output, error, cause }: Execution) {
  const { executionArn, stateMachineArn, name, input } = options;
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: startedAtMs / 1000,
    stopDate: stoppedAtMs === undefined ? undefined : stoppedAtMs / 1000,
    input,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** A page of the executions, the latest first, without what went in and came out. */
function listed(executions: readonly Execution[], request: z.output<typeof listSchema>) {
  const { statusFilter, nextToken } = request;
  const from = placeOf(nextToken);
  const found = executions
    .toReversed()
    .filter(({ status }) => statusFilter === undefined || status === statusFilter);
  const end = from + (request.maxResults || 100);
  return {
    executions: found.slice(from, end).map((execution) => {
      const { executionArn, stateMachineArn, name, status, startDate, stopDate } = describe(execution);
      return { executionArn, stateMachineArn, name, status, startDate, stopDate };
    }),
    ...(end < found.length ? { nextToken: String(end) } : {}),
  };
}

/** @throws ApiError InvalidToken */
function placeOf(nextToken: string | undefined): number {
  const place = Number(nextToken ?? 0);
  if (Number.isInteger(place) && place >= 0) return place;
  throw new ApiError('InvalidToken', `Invalid Token: '${nextToken}'`);
}

const PAGE_BYTES = 4 * 1024 * 1024;

/** Where a page ends that has so many events at most and about 4 MB, but one event at least. */
function endOfPage(events: readonly HistoryEvent[], from: number, size: number): number {
  let bytes = 0;
  let end = from;
  while (end < Math.min(from + size, events.length)) {
    bytes += JSON.stringify(events[end]).length;
    if (bytes > PAGE_BYTES && end > from) break;
    end++;
  }
  return end;
}

/** One page; the token is the place to go on from. */
function page(events: readonly HistoryEvent[], request: z.output<typeof historySchema>) {
  const ordered = request.reverseOrder === true ? [...events].reverse() : events;
  const from = placeOf(request.nextToken);
  const size = request.maxResults === undefined || request.maxResults === 0 ? 100 : request.maxResults;
  const end = endOfPage(ordered, from, size);
  const shown = ordered.slice(from, end);
  return {
    events: request.includeExecutionData === false ? shown.map(withoutData) : shown,
    ...(end < ordered.length ? { nextToken: String(end) } : {}),
  };
}

const DATA = new Set(['input', 'output', 'parameters']);

function withoutData(event: HistoryEvent): HistoryEvent {
  const entries = Object.entries(event).map(([key, value]) =>
    typeof value === 'object' && value !== null
      ? [key, Object.fromEntries(Object.entries(value).filter(([detail]) => !DATA.has(detail)))]
      : [key, value],
  );
  return Object.fromEntries(entries) as HistoryEvent;
}
