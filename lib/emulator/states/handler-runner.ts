import { invokeHandler } from './handler-task.ts';
import type { Stage } from './stage.ts';
import type { StageAnswer, StageRunner } from './stage-runner.ts';

/**
 * Stages of one execution as handlers in this process, where nothing but a signal ends one: they are told
 * to stop and waited for before the Cleaner, since what it deletes would still be in use.
 */
export class HandlerRunner implements StageRunner {
  readonly #stages: ReadonlyMap<string, Stage>;
  readonly #cleanerArn: string;
  readonly #running = new Map<Promise<unknown>, AbortController>();

  /**
   * @param stages by the function's ARN, as the definition names it
   * @param cleanerArn the stage that may only run when no other does any more
   */
  constructor(stages: ReadonlyMap<string, Stage>, cleanerArn: string) {
    this.#stages = stages;
    this.#cleanerArn = cleanerArn;
  }

  async admitted(functionArn: string): Promise<void> {
    if (functionArn !== this.#cleanerArn) return;
    this.stop();
    await this.stopped();
  }

  async run(functionArn: string, payload: unknown): Promise<StageAnswer> {
    const stage = this.#stages.get(functionArn);
    if (stage === undefined) throw new Error(`the state machine invokes ${functionArn}, which is no stage`);
    const stop = new AbortController();
    const running = invokeHandler(functionArn, stage, payload, stop.signal);
    this.#running.set(running, stop);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  stop(): void {
    for (const stop of this.#running.values()) stop.abort(new StageStopped());
  }

  stopped(): Promise<void> {
    return this.idle();
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.keys());
  }
}

/** Why a stage is told to stop: the same name as the error that it would end with by looking itself. */
class StageStopped extends Error {
  override readonly name = 'ExecutionStopped';
  constructor() {
    super('the execution has ended or failed, so this stage was stopped');
  }
}
