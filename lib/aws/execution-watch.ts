import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { ExecutionStopped } from '../contract/index.ts';
import { timeScaleOf } from './clients/connected.ts';
import { errorName, errorText } from './error-text.ts';

const LOOK_EVERY_MS = 10_000;
/** What is watched must not be held up by the watching: an endpoint that doesn't answer would take minutes. */
const LONGEST_LOOK_MS = 5000;

/**
 * Step Functions never stops a Lambda that runs. A stage that creates or pays looks here before it goes
 * on, and stops when its execution has ended. One look serves for ten seconds.
 */
export class ExecutionWatch {
  readonly #states: SFNClient;
  readonly #executionArn: string;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<string> | undefined;

  constructor(states: SFNClient, executionArn: string) {
    this.#states = states;
    this.#executionArn = executionArn;
  }

  /** @throws ExecutionStopped */
  async assertRunning(): Promise<void> {
    if (performance.now() - this.#lookedAtMs > LOOK_EVERY_MS || this.#looking === undefined) {
      this.#lookedAtMs = performance.now();
      const signal = AbortSignal.timeout(LONGEST_LOOK_MS * timeScaleOf(this.#states));
      this.#looking = describeExecution(this.#states, this.#executionArn, signal).then(
        ({ status }) => status,
      );
    }
    const status = await this.#looking;
    // Step Functions' answers are eventually consistent: an execution that it doesn't know yet has only begun.
    if (status !== 'RUNNING' && status !== 'UNKNOWN' && status !== 'GONE') {
      throw new ExecutionStopped(
        `the execution ${this.#executionArn} is ${status}, so this stage stopped before it would create or invoke more`,
      );
    }
  }
}

/** An execution as far as it counts here. */
export interface ExecutionState {
  /**
   * Step Functions' status; `GONE` for an execution that doesn't exist, `UNKNOWN` where the question could
   * not be answered (a passing fault must not end a run).
   */
  readonly status: string;
  readonly stoppedAt?: Date;
  /** What kept the question from being answered. */
  readonly why?: string;
}

/** @param signal where it must not take as long as the client is patient */
export async function describeExecution(
  states: SFNClient,
  executionArn: string,
  signal?: AbortSignal,
): Promise<ExecutionState> {
  try {
    const { status, stopDate } = await states.send(
      new DescribeExecutionCommand({ executionArn }),
      signal === undefined ? {} : { abortSignal: signal },
    );
    return { status: status ?? 'UNKNOWN', ...(stopDate === undefined ? {} : { stoppedAt: stopDate }) };
  } catch (error) {
    const unknowable = new Set(['ExecutionDoesNotExist', 'InvalidArn']);
    if (unknowable.has(errorName(error))) return { status: 'GONE' };
    return { status: 'UNKNOWN', why: errorText(error) };
  }
}

export async function executionStatus(states: SFNClient, executionArn: string): Promise<string> {
  return (await describeExecution(states, executionArn)).status;
}
