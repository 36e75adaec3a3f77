import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  PutRuntimeManagementConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ExecutionStopped, type Plan, type Work } from '../contract/index.ts';
import { errorText } from './error-text.ts';
import { probeName } from './probe-name.ts';
import {
  type AssertWanted,
  NotSettled,
  untilActive,
  untilPublished,
  untilUpdated,
  type WaitOptions,
} from './wait.ts';

/** Whether a function can be invoked, or why it can't. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/**
 * What stands for a candidate and is invoked: a probe, the version of a SnapStart probe, or in place a
 * version of the target.
 */
export class MeasuredFunction {
  /** A probe's name, or the target's ARN. */
  readonly functionName: string;
  readonly #lambda: LambdaClient;
  readonly #plan: Plan;
  readonly #work: Work;
  readonly #assertWanted: AssertWanted;
  #version: string | undefined;

  constructor(lambda: LambdaClient, plan: Plan, work: Work, assertWanted: AssertWanted) {
    const inPlace = plan.isolation === 'in-place';
    this.functionName = inPlace ? plan.target.functionArn : probeName(plan.probePrefix, work);
    this.#lambda = lambda;
    this.#plan = plan;
    this.#work = work;
    this.#assertWanted = assertWanted;
    this.#version = work.version;
  }

  /** Absent where `$LATEST` is measured. */
  get version(): string | undefined {
    return this.#version;
  }

  /**
   * Waits until it can be invoked, and gives a new probe the runtime version that its target is kept at.
   * @throws ExecutionStopped
   */
  ready(maxWaitSeconds: number): Promise<Readiness> {
    return this.#awaited(async () => {
      const version = this.#version;
      if (version !== undefined) {
        await this.#untilPublished(version, maxWaitSeconds);
        return;
      }
      await untilActive(this.#lambda, this.functionName, this.#waiting(maxWaitSeconds));
      await this.#keepRuntimeVersion(maxWaitSeconds);
    });
  }

  /**
   * Retires a probe's execution environments, so that the next invocations are cold starts: any update of
   * the configuration does; the description is the one that changes nothing else. With SnapStart a new
   * version is published from it.
   */
  retire(maxWaitSeconds: number): Promise<Readiness> {
    const { functionName: FunctionName } = this;
    return this.#awaited(async () => {
      // Never the same twice, or nothing would be updated.
      await this.#describe(`Temporary copy for power tuning; refreshed at ${new Date().toISOString()}`);
      await untilUpdated(this.#lambda, FunctionName, this.#waiting(maxWaitSeconds));
      if (this.#version === undefined) return;
      const { Version = '' } = await this.#lambda.send(new PublishVersionCommand({ FunctionName }));
      await this.#untilPublished(Version, maxWaitSeconds);
      this.#version = Version;
    });
  }

  /**
   * An answer may be lost after Lambda has acted, and the client's next attempt then meets the update in
   * progress: it is the function that tells whether it was described.
   */
  async #describe(Description: string): Promise<void> {
    const { functionName: FunctionName } = this;
    try {
      await this.#lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description }));
    } catch (error) {
      const now = await this.#read().catch(() => undefined);
      if (now?.Description !== Description) throw error;
    }
  }

  async #keepRuntimeVersion(maxWaitSeconds: number): Promise<void> {
    const { runtimeVersionArn, target } = this.#plan;
    // The other architecture's runtime is another build, with an ARN of its own.
    if (runtimeVersionArn === undefined || this.#work.architecture !== target.architecture) return;
    const { functionName: FunctionName } = this;
    await this.#lambda.send(
      new PutRuntimeManagementConfigCommand({
        FunctionName,
        UpdateRuntimeOn: 'Manual',
        RuntimeVersionArn: runtimeVersionArn,
      }),
    );
    await untilUpdated(this.#lambda, FunctionName, this.#waiting(maxWaitSeconds));
  }

  #untilPublished(version: string, maxWaitSeconds: number): Promise<void> {
    const waiting = this.#waiting(maxWaitSeconds);
    return this.#plan.isolation === 'in-place'
      ? untilPublished(this.#lambda, this.functionName, version, waiting)
      : untilActive(this.#lambda, this.functionName, { ...waiting, version });
  }

  /** The other candidates that are under way wait for theirs at the same time. */
  #waiting(maxWaitSeconds: number): WaitOptions {
    return { maxWaitSeconds, assertWanted: this.#assertWanted, atOnce: this.#plan.mapConcurrency };
  }

  async #awaited(wait: () => Promise<void>): Promise<Readiness> {
    try {
      await wait();
      return { ready: true };
    } catch (error) {
      if (error instanceof ExecutionStopped) throw error;
      const state = await this.#read(this.#version).catch(() => undefined);
      const why = error instanceof NotSettled ? error.message : errorText(error);
      const reasons = [why, state?.StateReason ?? state?.LastUpdateStatusReason ?? []].flat();
      const what = this.#version === undefined ? '' : `version ${this.#version} of `;
      return {
        ready: false,
        reason: `${what}${this.functionName} did not become ready: ${reasons.join(': ')}`,
      };
    }
  }

  #read(Qualifier?: string): Promise<FunctionConfiguration> {
    const { functionName: FunctionName } = this;
    return this.#lambda.send(
      new GetFunctionConfigurationCommand({
        FunctionName,
        ...(Qualifier === undefined ? {} : { Qualifier }),
      }),
    );
  }
}
