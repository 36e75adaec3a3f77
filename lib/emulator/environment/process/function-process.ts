import { type ChildProcess, spawn } from 'node:child_process';
import type { FunctionSpec } from '../execution-environment.ts';
import type { Exit } from '../function-error.ts';
import type { Room } from '../isolation/isolation.ts';
import type { ResourceControl, ResourceGroup } from '../resources/resource-control.ts';
import { signalTo } from '../resources/signal-to.ts';
import { childVariables } from './child-variables.ts';
import { FunctionLog } from './function-log.ts';
import type { Guardian } from './guardian.ts';
import { MemoryWatch } from './memory-watch.ts';
import { fileMemoryMB, residentMemoryMB } from './resident-memory.ts';
import { RuntimeApi, type RuntimeEvent, type RuntimeReply } from './runtime-api.ts';
import type { Runtime } from './runtimes.ts';

export interface FunctionProcessOptions {
  readonly spec: FunctionSpec;
  readonly runtime: Runtime;
  readonly room: Room;
  readonly resources: ResourceControl;
  /** CPUs that it starts with. */
  readonly cpus: number;
  readonly logStream: string;
  readonly guardian: Guardian;
}

/** What ended a wait for the process. `at` is process.hrtime's time in ns. */
export type Ended = {
  readonly kind: 'exit';
  readonly exit: Exit;
  /** Whether it was killed because the environment held more memory than it may. */
  readonly outOfMemory: boolean;
  readonly at: bigint;
};
export type Initialised =
  | { readonly kind: 'ready'; readonly at: bigint }
  | { readonly kind: 'init-error'; readonly reply: RuntimeReply; readonly at: bigint }
  | Ended;
export type Answered = { readonly kind: 'reply'; readonly reply: RuntimeReply; readonly at: bigint } | Ended;

const KILLED: Exit = { code: null, signal: 'SIGKILL' };

/** One operating-system process (with what it starts) that runs a function's code over its own Runtime API. */
export class FunctionProcess {
  readonly startedAt: bigint;
  readonly #memoryMB: number;
  readonly #child: ChildProcess;
  readonly #api: RuntimeApi;
  readonly #log: FunctionLog;
  readonly #group: ResourceGroup;
  readonly #memoryWatch: MemoryWatch | undefined;
  readonly #guardian: Guardian;
  readonly #ended: Promise<Ended>;
  #running = true;
  #outOfMemory = false;
  #maxMemoryUsedMB: number | undefined;
  #killed: Promise<void> | undefined;

  static async start(options: FunctionProcessOptions): Promise<FunctionProcess> {
    const api = new RuntimeApi();
    const runtimeApi = await api.listen();
    return new FunctionProcess(options, api, runtimeApi);
  }

  private constructor(options: FunctionProcessOptions, api: RuntimeApi, runtimeApi: string) {
    const { spec, resources, cpus, guardian } = options;
    this.#memoryMB = spec.memoryMB;
    this.#guardian = guardian;
    this.#api = api;
    this.#log = new FunctionLog();
    this.#group = resources.open();
    this.#group.limitCpus(cpus);
    this.#group.limitMemory(spec.memoryMB);
    this.startedAt = process.hrtime.bigint();
    this.#child = this.#spawn(options, runtimeApi);
    this.#ended = this.#ending();
    if (this.#child.pid !== undefined) {
      guardian.watch(this.#child.pid);
      this.#group.attach(this.#child.pid);
    }
    this.#memoryWatch = resources.holdsMemory ? undefined : this.#watchMemory();
    this.#log.keepShort(true);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Whether the environment held more memory than it may; it then is to be ended. */
  get outOfMemory(): boolean {
    return this.#outOfMemory || this.#memoryWatch?.exceeded === true || this.#group.memoryExceeded();
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
   * Settles the memory limit once the runtime is loaded. Its program's pages are memory on Lambda; here they
   * are charged to whoever read them first, and so are taken from what is left for the rest.
   */
  settleMemory(): void {
    const { pid } = this.#child;
    if (pid !== undefined && !this.#group.limitMemory(this.#memoryMB - fileMemoryMB(pid))) {
      this.#outOfMemory = true;
      signalTo(pid, 'SIGKILL');
    }
  }

  /**
   * Hands an event to the process, which must have asked for one.
   * @returns when it was handed over (process.hrtime's time in ns), and the answer to come
   */
  invoke(event: RuntimeEvent): { readonly at: bigint; readonly answered: Promise<Answered> } {
    const { at, reply } = this.#api.deliver(event);
    const answered = reply.then((answer) => this.#unlessOutOfMemory(answer));
    return { at, answered: Promise.race([answered, this.#ended]) };
  }

  /** Resolves when the process asks for another event, or has ended. */
  settled(): Promise<'asked' | 'ended'> {
    return Promise.race([
      this.#api.asked.then(() => 'asked' as const),
      this.#ended.then(() => 'ended' as const),
    ]);
  }

  limitCpus(cpus: number): void {
    this.#group.limitCpus(cpus);
  }

  /** Between invocations nothing of it runs. */
  freeze(): void {
    this.#log.keepShort(false);
    this.#memoryWatch?.stop();
    this.#group.freeze();
  }

  thaw(): void {
    this.#group.thaw();
    this.#memoryWatch?.start();
    this.#log.keepShort(true);
  }

  /** In ms, since its start. */
  cpuTimeMs(): number | undefined {
    return this.#group.cpuTimeMs();
  }

  /** What it and its children have printed since the last call. */
  takeLog(): string {
    return this.#log.take();
  }

  /** The most that was seen so far, in MB. More than there is of it was never held: pages are shared. */
  maxMemoryUsedMB(): number | undefined {
    if (this.outOfMemory) {
      return this.#memoryMB;
    }
    const { pid } = this.#child;
    const now = pid === undefined || !this.#running ? undefined : residentMemoryMB(pid);
    if (now !== undefined) {
      this.#maxMemoryUsedMB = Math.min(this.#memoryMB, Math.max(now, this.#maxMemoryUsedMB ?? 0));
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
    this.#memoryWatch?.stop();
    signalTo(pid, 'SIGKILL');
    if (this.#running) {
      // What is frozen ends only then.
      this.#group.thaw();
    }
    await this.#ended;
    this.#api.close();
    await this.#group.close();
    this.#log.close();
    if (pid !== undefined) {
      this.#guardian.forget(pid);
    }
  }

  #spawn({ spec, runtime, room, logStream }: FunctionProcessOptions, runtimeApi: string): ChildProcess {
    const { places } = room;
    const { command, args } = room.enter(this.#group.enter(runtime.command(places)));
    return spawn(command, args, {
      cwd: room.startDir,
      env: childVariables(spec, { runtimeApi, logStream, places }),
      stdio: ['ignore', this.#log.fd, this.#log.fd],
      // A process group of its own: a Ctrl-C doesn't reach it, and it can be killed with all its children.
      detached: true,
    });
  }

  #watchMemory(): MemoryWatch {
    const { pid } = this.#child;
    const watch = new MemoryWatch({
      limitMB: this.#memoryMB,
      readMB: () => (pid === undefined || !this.#running ? undefined : residentMemoryMB(pid)),
      onExceeded: () => signalTo(pid, 'SIGKILL'),
    });
    watch.start();
    return watch;
  }

  /** A process that was started by the function may have been the one that had to go. */
  #unlessOutOfMemory(reply: RuntimeReply): Answered {
    this.#memoryWatch?.look();
    return this.outOfMemory
      ? { kind: 'exit', exit: KILLED, outOfMemory: true, at: reply.at }
      : { kind: 'reply', reply, at: reply.at };
  }

  #ending(): Promise<Ended> {
    return new Promise((resolve) => {
      const end = (exit: Exit): void => {
        this.#running = false;
        const outOfMemory = exit.signal === 'SIGKILL' && this.outOfMemory;
        resolve({ kind: 'exit', exit, outOfMemory, at: process.hrtime.bigint() });
      };
      this.#child.once('exit', (code, signal) => end({ code, signal }));
      // The command could not be started: what a shell would exit with.
      this.#child.once('error', () => end({ code: 127, signal: null }));
    });
  }
}
