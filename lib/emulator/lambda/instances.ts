import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CreateEnvironment,
  ExecutionEnvironment,
  FunctionSpec,
  Invocation,
  Outcome,
} from '../environment/execution-environment.ts';
import { killedOutcome } from './killed-outcome.ts';

/**
 * The execution environments of all functions, by deployment: a version of a function as it stood after
 * its last update.
 */
export interface Instances {
  /**
   * Serves an invocation by an idle environment, else by a new one. Which one is settled before this
   * returns, so that n invocations at once on a fresh function are n cold starts.
   * @param killAfterMs ends the environment so long after it was given the event, if it isn't done by then
   * @throws NotMeasurableHere
   */
  invoke(
    deploymentId: string,
    spec: FunctionSpec,
    invocation: Invocation,
    killAfterMs?: number,
  ): Promise<Outcome>;
  /** Ends the deployment's environments: idle ones now, the others after their invocation. */
  retire(deploymentId: string): void;
  /** Ends all of them at once, busy or not. */
  stop(): Promise<void>;
}

export function createInstances(createEnvironment: CreateEnvironment): Instances {
  /** Idle environments, the one used last at the end. A deployment that was retired has no list. */
  const idle = new Map<string, ExecutionEnvironment[]>();
  const started = new Set<ExecutionEnvironment>();
  const ending = new Set<Promise<void>>();
  let stopped = false;

  function end(environment: ExecutionEnvironment): Promise<void> {
    // A busy one that was stopped with all others comes here once more when its invocation is over.
    if (!started.delete(environment)) return Promise.resolve();
    const ended: Promise<void> = environment
      .stop()
      // The invocation that it served has its answer; nobody is left to be told.
      .catch(() => undefined)
      .finally(() => ending.delete(ended));
    ending.add(ended);
    return ended;
  }

  async function invokeAndKill(
    environment: ExecutionEnvironment,
    spec: FunctionSpec,
    invocation: Invocation,
    afterMs: number,
  ): Promise<Outcome> {
    const beganMs = performance.now();
    // Whatever it answers by then is lost with it.
    await Promise.race([environment.invoke(invocation), sleep(afterMs)]).catch(() => undefined);
    const ranMs = performance.now() - beganMs;
    await end(environment);
    return killedOutcome(spec, invocation, ranMs);
  }

  function start(spec: FunctionSpec): ExecutionEnvironment {
    const environment = createEnvironment(spec);
    started.add(environment);
    return environment;
  }

  function idleOf(deploymentId: string): ExecutionEnvironment[] {
    const list = idle.get(deploymentId) ?? [];
    idle.set(deploymentId, list);
    return list;
  }

  return {
    async invoke(deploymentId, spec, invocation, killAfterMs) {
      if (stopped) throw new Error('the emulator is stopping');
      const list = idleOf(deploymentId);
      const environment = list.pop() ?? start(spec);
      let reusable = false;
      try {
        if (killAfterMs !== undefined) return await invokeAndKill(environment, spec, invocation, killAfterMs);
        const outcome = await environment.invoke(invocation);
        reusable = environment.alive && idle.get(deploymentId) === list;
        return outcome;
      } finally {
        if (reusable) list.push(environment);
        else end(environment);
      }
    },
    retire(deploymentId) {
      const list = idle.get(deploymentId) ?? [];
      idle.delete(deploymentId);
      for (const environment of list) end(environment);
    },
    async stop() {
      stopped = true;
      idle.clear();
      for (const environment of started) end(environment);
      await Promise.all(ending);
    },
  };
}
