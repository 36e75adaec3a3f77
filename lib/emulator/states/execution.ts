import { setImmediate as macrotask } from 'node:timers/promises';
import type { StateMachine } from 'aws-local-stepfunctions';
import type { Task } from './definition.ts';
import { History, type RunnerEvent } from './history.ts';
import type { StageRunner } from './stage-runner.ts';

/** Step Functions' limit for any input or output of a state. */
const STATE_BYTES = 256 * 1024;

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionOptions {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
  readonly machine: StateMachine;
  readonly tasks: readonly Task[];
  readonly runner: StageRunner;
  /** Instead of the definition's own, by a state's name: one in ms for each retrier. */
  readonly retryIntervalsMs?: Readonly<Record<string, number[]>>;
  /** How long each Wait takes in ms, by its name, instead of what the definition says. */
  readonly waitsMs?: Readonly<Record<string, number>>;
}

interface TaskEnvelope {
  readonly FunctionName: string;
  readonly Payload: unknown;
}

/**
 * One execution: the library walks through the definition; this does what Step Functions does beside it.
 * Each stage gets Lambda's envelope, no task begins in a Map that has failed, and every state is held to
 * 256 KiB.
 */
export class Execution {
  readonly options: ExecutionOptions;
  readonly history = new History();
  readonly startedAtMs = Date.now();
  stoppedAtMs: number | undefined;
  status: Status = 'RUNNING';
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** Settled when the execution has ended and the stages that can be stopped have stopped. */
  readonly ended: Promise<void>;
  readonly #runner: StageRunner;
  readonly #abort: () => void;
  /** By task, the events with which its state was entered and nothing was scheduled yet. */
  readonly #enteredTasks = new Map<string, number[]>();
  /** By task, the last event with which it failed. */
  readonly #failed = new Map<string, number>();
  /** The state that it is in; of a Map, the Map. */
  #entered: string | undefined;

  constructor(options: ExecutionOptions) {
    this.options = options;
    this.#runner = options.runner;
    this.history.append('ExecutionStarted', { input: options.input });
    const handlers = Object.fromEntries(
      options.tasks.map((task) => [
        task.name,
        (envelope: unknown) => this.#task(task, envelope as TaskEnvelope),
      ]),
    );
    const { result, abort, eventLogs } = options.machine.run(JSON.parse(options.input), {
      overrides: {
        taskResourceLocalHandlers: handlers as never,
        ...(options.retryIntervalsMs === undefined
          ? {}
          : { retryIntervalOverrides: options.retryIntervalsMs }),
        ...(options.waitsMs === undefined ? {} : { waitTimeOverrides: options.waitsMs }),
      },
      context: {
        Execution: {
          Id: options.executionArn,
          Name: options.name,
          StartTime: new Date(this.startedAtMs).toISOString(),
          Input: JSON.parse(options.input),
        },
        StateMachine: { Id: options.stateMachineArn },
      } as never,
    });
    this.#abort = abort;
    const followed = this.#follow(eventLogs as AsyncIterable<unknown> as AsyncIterable<RunnerEvent>);
    this.ended = this.#end(result as Promise<unknown>, followed);
  }

  /** StopExecution: nothing catches it. */
  stop(error: string | undefined, cause: string | undefined): void {
    if (this.status !== 'RUNNING') return;
    this.#conclude('ABORTED', error, cause);
    this.#abort();
    this.#runner.stop();
  }

  async #task(task: Task, envelope: TaskEnvelope): Promise<unknown> {
    // Lets the event that this state was entered get into the history before the task's own.
    await macrotask();
    const { FunctionName, Payload } = envelope;
    await this.#runner.admitted(FunctionName);
    this.#assertGoesOn(task);
    const about = { resourceType: 'lambda', resource: 'invoke' };
    const scheduled = this.#record(
      'TaskScheduled',
      { ...about, region: region(FunctionName), parameters: JSON.stringify(envelope) },
      this.#causeOf(task.name),
    );
    const started = this.#record('TaskStarted', about, scheduled);
    try {
      const result = await this.#runner.run(FunctionName, Payload);
      this.#record('TaskSucceeded', { ...about, output: JSON.stringify(result) }, started);
      return result;
    } catch (thrown) {
      const { name, message } = thrown as Error;
      const failed = this.#record('TaskFailed', { ...about, error: name, cause: message }, started);
      if (failed !== undefined) this.#failed.set(task.name, failed);
      throw thrown;
    }
  }

  /**
   * What led to a task: its state was entered, or (a retry) the attempt before it failed. Of several branches of a Map
   * it isn't known which one it is; there are as many of each kind.
   */
  #causeOf(name: string): number | undefined {
    const entered = this.#enteredTasks.get(name);
    return entered?.shift() ?? this.#failed.get(name);
  }

  /** The library begins iterations and retries of a Map that has failed or was aborted; nobody wants them. */
  #assertGoesOn({ map }: Task): void {
    if (this.status !== 'RUNNING') throw new Error('the execution has ended');
    if (map !== undefined && map !== this.#entered) throw new Error(`the Map ${map} has ended`);
  }

  /** What still runs when the execution has ended is in no history. */
  #record(
    type: string,
    details: Readonly<Record<string, unknown>>,
    previousEventId?: number,
  ): number | undefined {
    if (this.status !== 'RUNNING') return undefined;
    return this.history.append(type, details, Date.now(), previousEventId);
  }

  async #follow(events: AsyncIterable<RunnerEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type === 'StateEntered' && event.index === undefined) this.#entered = event.state?.name;
      if (this.status === 'RUNNING') this.#append(event);
      if (event.type === 'ExecutionFailed') {
        this.#conclude('FAILED', event.Error, text(event.Cause));
      }
      this.#assertFits(event);
    }
  }

  #append(event: RunnerEvent): void {
    const before = this.history.events.length;
    this.history.appendRunnerEvent(event);
    const { type, state } = event;
    if (type !== 'StateEntered' || state?.type !== 'Task') return;
    const entered = this.#enteredTasks.get(state.name) ?? [];
    this.#enteredTasks.set(state.name, [...entered, before + 1]);
  }

  /** States.ALL doesn't catch this one, so the execution fails on the spot. */
  #assertFits({ state }: RunnerEvent): void {
    for (const [what, value] of [
      ['input', state?.input],
      ['output', state?.output],
    ] as const) {
      const bytes = value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
      if (bytes <= STATE_BYTES || this.status !== 'RUNNING') continue;
      this.#conclude(
        'FAILED',
        'States.DataLimitExceeded',
        `The state/task '${state?.name}' has an ${what} of ${bytes} bytes, over the limit of ${STATE_BYTES}`,
      );
      this.#abort();
      this.#runner.stop();
    }
  }

  async #end(result: Promise<unknown>, followed: Promise<void>): Promise<void> {
    let output: unknown;
    let failure: unknown;
    try {
      output = await result;
    } catch (thrown) {
      failure = thrown;
    }
    await followed;
    if (this.status === 'RUNNING') {
      if (failure === undefined) {
        this.output = JSON.stringify(output);
        this.#conclude('SUCCEEDED');
      } else if (failure instanceof Error && failure.name === 'ExecutionTimeoutError') {
        this.#conclude('TIMED_OUT');
      } else {
        this.#conclude(
          'FAILED',
          'States.Runtime',
          text(failure instanceof Error ? failure.message : failure),
        );
      }
    }
    this.#runner.stop();
    await this.#runner.stopped();
  }

  #conclude(status: Status, error?: string, cause?: string): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.error = error;
    this.cause = cause;
    this.stoppedAtMs = Date.now();
    const details = status === 'SUCCEEDED' ? { output: this.output } : { error, cause };
    this.history.append(EVENTS[status] ?? 'ExecutionFailed', details);
  }
}

const EVENTS: Partial<Record<Status, string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

function region(functionArn: string): string {
  return functionArn.split(':')[3] ?? '';
}

function text(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
