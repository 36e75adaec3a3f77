import { invokeFunction } from './function-task.ts';
import type { InvokeFunction } from './stage.ts';
import type { StageAnswer, StageRunner } from './stage-runner.ts';

/**
 * Stages as functions. Step Functions only invokes them: an abort, a timeout or a failed Map ends no Lambda
 * that runs, and the Cleaner is not kept waiting for the others.
 */
export class FunctionRunner implements StageRunner {
  readonly #invoke: InvokeFunction;
  readonly #running = new Set<Promise<unknown>>();

  constructor(invoke: InvokeFunction) {
    this.#invoke = invoke;
  }

  async admitted(): Promise<void> {}

  async run(functionArn: string, payload: unknown): Promise<StageAnswer> {
    const running = invokeFunction(this.#invoke, functionArn, payload);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  stop(): void {}

  async stopped(): Promise<void> {}

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
