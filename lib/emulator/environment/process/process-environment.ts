import type { CpuTurn, CpuTurns } from '../cpu-turns.ts';
import type { ExecutionEnvironment, FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import type { Isolation, Room } from '../isolation/isolation.ts';
import { type FailedInit, initReportLine, startLine } from '../log-lines.ts';
import { logStreamName } from '../log-stream.ts';
import { cpusOf, cpusOfInit } from '../resources/cpu-share.ts';
import type { ResourceControl } from '../resources/resource-control.ts';
import { after, elapsedMs, type Timeout, until } from './deadline.ts';
import { exitType } from './exit-type.ts';
import { FunctionProcess, type Initialised } from './function-process.ts';
import type { Guardian } from './guardian.ts';
import { type Ending, outcomeOf } from './outcome.ts';
import type { RuntimeEvent } from './runtime-api.ts';
import type { Runtime } from './runtimes.ts';

export interface ProcessEnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly runtime: Runtime;
  readonly resources: ResourceControl;
  readonly isolation: Isolation;
  /** A folder for what it needs besides, removed with the emulator. */
  readonly tempDir: string;
  readonly turns: CpuTurns;
  readonly guardian: Guardian;
  /** How long INIT may take, whatever the function's timeout. */
  readonly initLimitMs: number;
}

/** A process that waits for an event. */
interface Ready {
  readonly child: FunctionProcess;
  /** What the invocation's log begins with. */
  readonly log: string;
  /** Of an INIT just before, in a phase of its own. */
  readonly initDurationMs?: number;
  /** Instead of it, where a snapshot was restored. */
  readonly restoreDurationMs?: number;
  /** When the invocation began already, in process.hrtime's ns: an init repeated inside it counts. */
  readonly beganAt?: bigint;
}

/** What is known of an invocation that is over. */
interface Run extends Ready {
  readonly beganAt: bigint;
  readonly ending: Ending;
  /** Whether the process can take another event. */
  readonly survived: boolean;
  readonly cpuMs?: number;
}

type InitFailure = Exclude<Initialised, { kind: 'ready' }> | Timeout;

const MS_PER_SECOND = 1000;

/**
 * An environment that runs the function's code in a process of its own, with the CPU time that its memory
 * size is worth. The first invocation starts the process: that is INIT, with a whole CPU at least. An INIT
 * that fails, or takes too long, is repeated inside the invocation without the boost.
 */
export class ProcessEnvironment implements ExecutionEnvironment {
  readonly #options: ProcessEnvironmentOptions;
  readonly #logStream: string;
  readonly #timeoutMs: number;
  #room: Promise<Room> | undefined;
  #child: FunctionProcess | undefined;
  #stopped = false;

  constructor(options: ProcessEnvironmentOptions) {
    this.#options = options;
    this.#logStream = logStreamName(options.spec, new Date());
    this.#timeoutMs = options.spec.timeoutSeconds * MS_PER_SECOND;
  }

  get alive(): boolean {
    return !this.#stopped && (this.#child?.running ?? true);
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    const { turns, spec } = this.#options;
    const cold = this.#child === undefined;
    const turn = await turns.take(cold ? cpusOfInit(spec.memoryMB) : cpusOf(spec.memoryMB));
    try {
      const ready = await this.#ready(turn);
      const run = 'ending' in ready ? ready : await this.#run(invocation, ready);
      return await this.#finish(invocation, run);
    } finally {
      turn.release();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#child?.kill();
    const room = await this.#room?.catch(() => undefined);
    await room?.close();
  }

  async #ready(turn: CpuTurn): Promise<Ready | Run> {
    this.#refuseIfStopped();
    if (this.#child !== undefined) {
      return { child: this.#child, log: '' };
    }
    const { spec, initLimitMs } = this.#options;
    const child = await this.#start(cpusOfInit(spec.memoryMB));
    const init = await this.#wait(after(child.startedAt, initLimitMs), child.initialised());
    const initDurationMs = elapsedMs(child.startedAt, init.at);
    turn.shrinkTo(cpusOf(spec.memoryMB));
    if (init.kind === 'ready') {
      child.limitCpus(cpusOf(spec.memoryMB));
      child.settleMemory();
      return spec.snapStart === true ? restored(child) : { child, log: child.takeLog(), initDurationMs };
    }
    const log = `${child.takeLog()}${failedInitLine(init, { spec, phase: 'init', initDurationMs })}`;
    await child.kill();
    return this.#repeatInit(log);
  }

  async #repeatInit(logOfFirst: string): Promise<Ready | Run> {
    const child = await this.#start(cpusOf(this.#options.spec.memoryMB));
    const beganAt = child.startedAt;
    const init = await this.#wait(after(beganAt, this.#timeoutMs), child.initialised());
    const log = `${logOfFirst}${child.takeLog()}`;
    if (init.kind === 'ready') {
      child.settleMemory();
      return { child, log, beganAt };
    }
    const initDurationMs = elapsedMs(beganAt, init.at);
    const line = failedInitLine(init, { spec: this.#options.spec, phase: 'invoke', initDurationMs });
    return { child, log: `${log}${line}`, beganAt, ending: init, survived: false };
  }

  async #start(cpus: number): Promise<FunctionProcess> {
    const { spec, runtime, resources, guardian } = this.#options;
    this.#room ??= this.#openRoom();
    const room = await this.#room;
    this.#refuseIfStopped();
    const logStream = this.#logStream;
    const child = await FunctionProcess.start({ spec, runtime, room, resources, guardian, cpus, logStream });
    this.#child = child;
    if (this.#stopped) {
      await child.kill();
    }
    this.#refuseIfStopped();
    return child;
  }

  #openRoom(): Promise<Room> {
    const { spec, runtime, isolation, tempDir } = this.#options;
    return isolation.open({ ...spec, ...runtime }, tempDir);
  }

  async #run(invocation: Invocation, ready: Ready): Promise<Run> {
    const { child } = ready;
    child.thaw();
    const cpuBeforeMs = ready.beganAt === undefined ? child.cpuTimeMs() : 0;
    const { at, answered } = child.invoke(this.#event(invocation, ready.beganAt));
    const beganAt = ready.beganAt ?? at;
    const deadline = after(beganAt, this.#timeoutMs);
    const ending = await this.#wait(deadline, answered);
    const cpuAfterMs = child.cpuTimeMs();
    const survived = ending.kind === 'reply' && (await this.#wait(deadline, child.settled())) === 'asked';
    const cpuMs =
      cpuBeforeMs === undefined || cpuAfterMs === undefined ? undefined : cpuAfterMs - cpuBeforeMs;
    return { ...ready, beganAt, ending, survived, ...(cpuMs === undefined ? {} : { cpuMs }) };
  }

  async #finish(invocation: Invocation, run: Run): Promise<Outcome> {
    const { child, log, beganAt, ending, survived, initDurationMs, restoreDurationMs, cpuMs } = run;
    const { spec, turns } = this.#options;
    const maxMemoryUsedMB = child.maxMemoryUsedMB();
    const printed = child.takeLog();
    if (survived) {
      child.freeze();
    } else {
      await this.stop();
    }
    const outcome = outcomeOf({
      spec,
      invocation,
      ending,
      survived,
      durationMs: elapsedMs(beganAt, ending.at),
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
      ...(restoreDurationMs === undefined ? {} : { restoreDurationMs }),
      ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
      ...(cpuMs === undefined ? {} : { cpuMs }),
      log: `${log}${startLine(invocation.requestId, spec.version)}${printed}`,
      cores: turns.cores,
    });
    return { ...outcome, logStream: this.#logStream };
  }

  #event(invocation: Invocation, beganAt: bigint | undefined): RuntimeEvent {
    const now = process.hrtime.bigint();
    const leftMs = elapsedMs(now, after(beganAt ?? now, this.#timeoutMs));
    return { ...invocation, deadline: new Date(Date.now() + Math.round(leftMs)) };
  }

  /** A wait that ends because the environment was stopped has no outcome. */
  async #wait<T>(deadline: bigint, wait: Promise<T>): Promise<T | Timeout> {
    const ended = await until(deadline, wait);
    this.#refuseIfStopped();
    return ended;
  }

  #refuseIfStopped(): void {
    if (this.#stopped) {
      throw new Error('the environment was stopped');
    }
  }
}

/**
 * A process whose INIT was done beforehand, as it is for a snapshot: what it printed is in no invocation's
 * log, and its time in none. It is frozen, and the restore is what it takes to let it go on.
 */
function restored(child: FunctionProcess): Ready {
  child.takeLog();
  child.freeze();
  const from = process.hrtime.bigint();
  child.thaw();
  return { child, log: '', restoreDurationMs: elapsedMs(from, process.hrtime.bigint()) };
}

interface InitPhase {
  readonly spec: FunctionSpec;
  readonly phase: FailedInit['phase'];
  readonly initDurationMs: number;
}

function failedInitLine(init: InitFailure, { spec, phase, initDurationMs }: InitPhase): string {
  switch (init.kind) {
    case 'timeout':
      return initReportLine({ initDurationMs, phase, status: 'timeout' });
    case 'exit':
      return initReportLine({ initDurationMs, phase, status: 'error', errorType: exitType(spec, init) });
    case 'init-error': {
      const errorType = init.reply.errorType ?? 'Runtime.Unknown';
      return initReportLine({ initDurationMs, phase, status: 'error', errorType });
    }
  }
}
