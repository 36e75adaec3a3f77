import { setImmediate as macrotask } from 'node:timers/promises';
import type { StateMachine } from 'aws-local-stepfunctions';
import { History, type RunnerEvent } from './history.ts';
import { invokeStage } from './lambda-task.ts';
import type { Stage } from './stage.ts';

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
  readonly taskNames: readonly string[];
  /** By the function's ARN, as the definition names it. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** Stages that may only run when no other does any more: what they clean up would still be in use. */
  readonly waitsForOthers: ReadonlySet<string>;
}

interface TaskEnvelope {
  readonly FunctionName: string;
  readonly Payload: unknown;
}

/**
 * One execution: the library walks through the definition; this does what Step Functions and Lambda do
 * beside it. Each stage gets Lambda's envelope, a deadline and a signal, errors come as JSON, every state
 * is held to 256 KiB, and stages that still run are stopped and waited for before the Cleaner.
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
  /** Settled when the execution has ended and none of its stages runs any more. */
  readonly ended: Promise<void>;
  readonly #running = new Map<Promise<unknown>, AbortController>();
  readonly #abort: () => void;

  constructor(options: ExecutionOptions) {
    this.options = options;
    this.history.append('ExecutionStarted', { input: options.input });
    const handlers = Object.fromEntries(
      options.taskNames.map((name) => [
        name,
        (envelope: unknown) => this.#task(name, envelope as TaskEnvelope),
      ]),
    );
    const { result, abort, eventLogs } = options.machine.run(JSON.parse(options.input), {
      overrides: { taskResourceLocalHandlers: handlers as never },
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
    this.#stopRunning();
  }

  async #task(state: string, envelope: TaskEnvelope): Promise<unknown> {
    // Lets the event that this state was entered get into the history before the task's own.
    await macrotask();
    const { FunctionName, Payload } = envelope;
    const stage = this.options.stages.get(FunctionName);
    if (stage === undefined) throw new Error(`the state ${state} invokes ${FunctionName}, which is no stage`);
    if (this.options.waitsForOthers.has(FunctionName)) {
      this.#stopRunning();
      await this.#idle();
    }
    if (this.status !== 'RUNNING') throw new Error('the execution has ended');
    const task = { resourceType: 'lambda', resource: 'invoke' };
    this.history.append('TaskScheduled', {
      ...task,
      region: region(FunctionName),
      parameters: JSON.stringify(envelope),
    });
    this.history.append('TaskStarted', task);
    try {
      const result = await this.#run(FunctionName, stage, Payload);
      this.history.append('TaskSucceeded', { ...task, output: JSON.stringify(result) });
      return result;
    } catch (thrown) {
      const { name, message } = thrown as Error;
      this.history.append('TaskFailed', { ...task, error: name, cause: message });
      throw thrown;
    }
  }

  async #run(functionName: string, stage: Stage, payload: unknown): Promise<unknown> {
    const stop = new AbortController();
    const running = invokeStage(functionName, stage, payload, stop.signal);
    this.#running.set(running, stop);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #stopRunning(): void {
    for (const stop of this.#running.values()) stop.abort(new StageStopped());
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.keys());
  }

  async #follow(events: AsyncIterable<RunnerEvent>): Promise<void> {
    for await (const event of events) {
      this.history.appendRunnerEvent(event);
      if (event.type === 'ExecutionFailed') {
        this.#conclude('FAILED', event.Error, text(event.Cause));
      }
      this.#assertFits(event);
    }
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
      this.#stopRunning();
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
    this.#stopRunning();
    await this.#idle();
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

/** Why a stage is told to stop: the same name as the error that it would end with by looking itself. */
class StageStopped extends Error {
  override readonly name = 'ExecutionStopped';
  constructor() {
    super('the execution has ended or failed, so this stage was stopped');
  }
}

function region(functionArn: string): string {
  return functionArn.split(':')[3] ?? '';
}

function text(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
