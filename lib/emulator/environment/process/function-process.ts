import { type ChildProcess, spawn } from 'node:child_process';
import type { CpuControl, CpuGroup } from '../cpu/cpu-control.ts';
import type { FunctionSpec } from '../execution-environment.ts';
import type { Exit } from '../function-error.ts';
import { childVariables } from './child-variables.ts';
import { FunctionLog } from './function-log.ts';
import type { Guardian } from './guardian.ts';
import { residentMemoryMB } from './resident-memory.ts';
import { RuntimeApi, type RuntimeEvent, type RuntimeReply } from './runtime-api.ts';
import type { RuntimeCommand } from './runtimes.ts';

export interface FunctionProcessOptions {
  readonly spec: FunctionSpec;
  readonly runtime: RuntimeCommand;
  readonly cpu: CpuControl;
  /** CPUs that it starts with. */
  readonly cpus: number;
  readonly logStream: string;
  readonly guardian: Guardian;
}

/** What ended a wait for the process. `at` is process.hrtime's time in ns. */
export type Ended = { readonly kind: 'exit'; readonly exit: Exit; readonly at: bigint };
export type Initialised =
  | { readonly kind: 'ready'; readonly at: bigint }
  | { readonly kind: 'init-error'; readonly reply: RuntimeReply; readonly at: bigint }
  | Ended;
export type Answered = { readonly kind: 'reply'; readonly reply: RuntimeReply; readonly at: bigint } | Ended;

/** One operating-system process (with what it starts) that runs a function's code over its own Runtime API. */
export class FunctionProcess {
  readonly startedAt: bigint;
  readonly #child: ChildProcess;
  readonly #api: RuntimeApi;
  readonly #log: FunctionLog;
  readonly #group: CpuGroup;
  readonly #guardian: Guardian;
  readonly #ended: Promise<Ended>;
  #running = true;
  #maxMemoryUsedMB: number | undefined;
  #killed: Promise<void> | undefined;

  static async start(options: FunctionProcessOptions): Promise<FunctionProcess> {
    const api = new RuntimeApi();
    const runtimeApi = await api.listen();
    return new FunctionProcess(options, api, runtimeApi);
  }

  private constructor(options: FunctionProcessOptions, api: RuntimeApi, runtimeApi: string) {
    const { spec, runtime, cpu, cpus, logStream, guardian } = options;
    this.#guardian = guardian;
    this.#api = api;
    this.#log = new FunctionLog();
    this.#group = cpu.open();
    this.#group.limit(cpus);
    const { command, args } = this.#group.enter(runtime);
    this.startedAt = process.hrtime.bigint();
    this.#child = spawn(command, args, {
      cwd: spec.codeDir,
      env: childVariables(spec, { runtimeApi, logStream, runtimeDir: runtime.runtimeDir }),
      stdio: ['ignore', this.#log.fd, this.#log.fd],
      // A process group of its own: a Ctrl-C doesn't reach it, and it can be killed with all its children.
      detached: true,
    });
    this.#ended = ending(this.#child);
    void this.#ended.then(() => {
      this.#running = false;
    });
    if (this.#child.pid !== undefined) {
      guardian.watch(this.#child.pid);
      this.#group.attach(this.#child.pid);
    }
  }

  get running(): boolean {
    return this.#running;
  }

  /** The end of INIT, one way or another. */
  initialised(): Promise<Initialised> {
    return Promise.race([
      this.#api.asked.then((at): Initialised => ({ kind: 'ready', at })),
      this.#api.initError.then((reply): Initialised => ({ kind: 'init-error', reply, at: reply.at })),
      this.#ended,
    ]);
  }

  /**
   * Hands an event to the process, which must have asked for one.
   * @returns when it was handed over (process.hrtime's time in ns), and the answer to come
   */
  invoke(event: RuntimeEvent): { readonly at: bigint; readonly answered: Promise<Answered> } {
    const { at, reply } = this.#api.deliver(event);
    const answered = reply.then((answer): Answered => ({ kind: 'reply', reply: answer, at: answer.at }));
    return { at, answered: Promise.race([answered, this.#ended]) };
  }

  /** Resolves when the process asks for another event, or has ended. */
  settled(): Promise<'asked' | 'ended'> {
    return Promise.race([
      this.#api.asked.then(() => 'asked' as const),
      this.#ended.then(() => 'ended' as const),
    ]);
  }

  limit(cpus: number): void {
    this.#group.limit(cpus);
  }

  /** Whether there is something to do for it; between invocations there isn't. */
  work(active: boolean): void {
    this.#group.watch(active);
  }

  /** In ms, since its start. */
  cpuTimeMs(): number | undefined {
    return this.#group.cpuTimeMs();
  }

  /** What it and its children have printed since the last call. */
  takeLog(): string {
    return this.#log.take();
  }

  /** The most that was seen so far, in MB. */
  maxMemoryUsedMB(): number | undefined {
    const { pid } = this.#child;
    const now = pid === undefined || !this.#running ? undefined : residentMemoryMB(pid);
    if (now !== undefined) {
      this.#maxMemoryUsedMB = Math.max(now, this.#maxMemoryUsedMB ?? 0);
    }
    return this.#maxMemoryUsedMB;
  }

  /** Kills it with everything that it started, and gives back what it held. Take its log before. */
  kill(): Promise<void> {
    this.#killed ??= this.#kill();
    return this.#killed;
  }

  async #kill(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined) {
      killProcessGroup(pid);
    }
    await this.#ended;
    this.#api.close();
    await this.#group.close();
    this.#log.close();
    if (pid !== undefined) {
      this.#guardian.forget(pid);
    }
  }
}

function killProcessGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

function ending(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    const end = (exit: Exit): void => resolve({ kind: 'exit', exit, at: process.hrtime.bigint() });
    child.once('exit', (code, signal) => end({ code, signal }));
    // The command could not be started: what a shell would exit with.
    child.once('error', () => end({ code: 127, signal: null }));
  });
}
