import { randomUUID } from 'node:crypto';
import type { CpuControl } from '../cpu/cpu-control.ts';
import { cpusOf, cpusOfInit } from '../cpu/cpu-share.ts';
import type { CpuTurn, CpuTurns } from '../cpu-turns.ts';
import type { ExecutionEnvironment, FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import { type FailedInit, initReportLine, startLine } from '../log-lines.ts';
import { after, elapsedMs, type Timeout, until } from './deadline.ts';
import { FunctionProcess, type Initialised } from './function-process.ts';
import type { Guardian } from './guardian.ts';
import { type Ending, outcomeOf } from './outcome.ts';
import type { RuntimeEvent } from './runtime-api.ts';
import type { RuntimeCommand } from './runtimes.ts';

export interface ProcessEnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly runtime: RuntimeCommand;
  readonly cpu: CpuControl;
  readonly turns: CpuTurns;
  readonly guardian: Guardian;
}

/** INIT has ten seconds, whatever the function's timeout. */
const INIT_LIMIT_MS = 10_000;

/** A process that waits for its first event, or for the next. */
interface Ready {
  readonly process: FunctionProcess;
  /** What the invocation's log begins with. */
  readonly log: string;
  /** Of an INIT just before, in a phase of its own. */
  readonly initDurationMs?: number;
  /** When the invocation began already, in process.hrtime's ns: an init repeated inside it counts. */
  readonly beganAt?: bigint;
}

/** A process whose init failed, twice. */
interface NeverReady {
  readonly process: FunctionProcess;
  readonly log: string;
  readonly ending: Ending;
  readonly beganAt: bigint;
}

type FailedInitialised = Exclude<Initialised, { kind: 'ready' }> | Timeout;

/**
 * An environment that runs the function's code in a process of its own, with the CPU time that its memory
 * size is worth. The first invocation starts the process: that is INIT, with a whole CPU at least. An INIT
 * that fails, or takes longer than 10 s, is repeated inside the invocation without the boost.
 */
export class ProcessEnvironment implements ExecutionEnvironment {
  readonly #options: ProcessEnvironmentOptions;
  readonly #logStream: string;
  #process: FunctionProcess | undefined;
  #ended = false;

  constructor(options: ProcessEnvironmentOptions) {
    this.#options = options;
    this.#logStream = logStreamName(options.spec.version, new Date());
  }

  get alive(): boolean {
    return !this.#ended && (this.#process?.running ?? true);
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    const { turns, spec } = this.#options;
    const cold = this.#process === undefined;
    const turn = await turns.take(cold ? cpusOfInit(spec.memoryMB) : cpusOf(spec.memoryMB));
    try {
      const ready = await this.#ready(turn);
      return 'ending' in ready
        ? await this.#finish(invocation, ready, ready.ending)
        : await this.#run(invocation, ready);
    } finally {
      turn.release();
    }
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#process?.kill();
  }

  async #ready(turn: CpuTurn): Promise<Ready | NeverReady> {
    this.#refuseIfEnded();
    if (this.#process !== undefined) {
      return { process: this.#process, log: '' };
    }
    const { memoryMB } = this.#options.spec;
    const process = await this.#start(cpusOfInit(memoryMB));
    const init = await until(after(process.startedAt, INIT_LIMIT_MS), process.initialised());
    const initDurationMs = elapsedMs(process.startedAt, init.at);
    turn.shrinkTo(cpusOf(memoryMB));
    if (init.kind === 'ready') {
      process.limit(cpusOf(memoryMB));
      return { process, log: process.takeLog(), initDurationMs };
    }
    const log = await this.#bury(process, failedInit(init, 'init', initDurationMs));
    return this.#repeatInit(log);
  }

  async #repeatInit(logOfFirst: string): Promise<Ready | NeverReady> {
    const { memoryMB, timeoutSeconds } = this.#options.spec;
    const process = await this.#start(cpusOf(memoryMB));
    const beganAt = process.startedAt;
    const init = await until(after(beganAt, timeoutSeconds * 1000), process.initialised());
    if (init.kind === 'ready') {
      return { process, log: `${logOfFirst}${process.takeLog()}`, beganAt };
    }
    process.maxMemoryUsedMB();
    const log = await this.#bury(process, failedInit(init, 'invoke', elapsedMs(beganAt, init.at)));
    return { process, log: `${logOfFirst}${log}`, ending: init, beganAt };
  }

  async #start(cpus: number): Promise<FunctionProcess> {
    const { turns: _, ...options } = this.#options;
    this.#refuseIfEnded();
    const process = await FunctionProcess.start({ ...options, cpus, logStream: this.#logStream });
    this.#process = process;
    if (this.#ended) {
      await process.kill();
    }
    return process;
  }

  /** @returns the log of a process whose init failed */
  async #bury(process: FunctionProcess, failed: FailedInit): Promise<string> {
    const log = `${process.takeLog()}${initReportLine(failed)}`;
    await process.kill();
    return log;
  }

  async #run(invocation: Invocation, ready: Ready): Promise<Outcome> {
    const { process } = ready;
    process.work(true);
    const cpuBeforeMs = ready.beganAt === undefined ? process.cpuTimeMs() : 0;
    const { at, answered } = process.invoke(this.#event(invocation, ready.beganAt));
    const beganAt = ready.beganAt ?? at;
    const deadline = this.#deadline(beganAt);
    const ending = await until(deadline, answered);
    const cpuAfterMs = process.cpuTimeMs();
    if (ending.kind === 'reply') {
      await until(deadline, process.settled());
    }
    const cpuMs =
      cpuBeforeMs === undefined || cpuAfterMs === undefined ? undefined : cpuAfterMs - cpuBeforeMs;
    return this.#finish(invocation, { ...ready, beganAt }, ending, cpuMs);
  }

  async #finish(
    invocation: Invocation,
    run: { process: FunctionProcess; log: string; beganAt: bigint; initDurationMs?: number },
    ending: Ending,
    cpuMs?: number,
  ): Promise<Outcome> {
    const { process, beganAt, initDurationMs } = run;
    const { spec, turns } = this.#options;
    this.#refuseIfEnded();
    const maxMemoryUsedMB = process.maxMemoryUsedMB();
    const survived = ending.kind === 'reply' && process.running;
    const log = `${run.log}${startLine(invocation.requestId, spec.version)}${process.takeLog()}`;
    if (survived) {
      process.work(false);
    } else {
      await this.stop();
    }
    return outcomeOf({
      spec,
      invocation,
      ending,
      survived,
      durationMs: elapsedMs(beganAt, ending.at),
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
      ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
      ...(cpuMs === undefined ? {} : { cpuMs }),
      log,
      cores: turns.cores,
    });
  }

  #event(invocation: Invocation, beganAt: bigint | undefined): RuntimeEvent {
    const now = process.hrtime.bigint();
    const leftMs = elapsedMs(now, this.#deadline(beganAt ?? now));
    return { ...invocation, deadline: new Date(Date.now() + Math.round(leftMs)) };
  }

  #deadline(beganAt: bigint): bigint {
    return after(beganAt, this.#options.spec.timeoutSeconds * 1000);
  }

  #refuseIfEnded(): void {
    if (this.#ended) {
      throw new Error('the environment was stopped');
    }
  }
}

function failedInit(init: FailedInitialised, phase: FailedInit['phase'], initDurationMs: number): FailedInit {
  if (init.kind === 'timeout') {
    return { initDurationMs, phase, status: 'timeout' };
  }
  const errorType = init.kind === 'exit' ? 'Runtime.ExitError' : (init.reply.errorType ?? 'Runtime.Unknown');
  return { initDurationMs, phase, status: 'error', errorType };
}

/** As Lambda names them: `2026/11/20/[$LATEST]` and 32 hexadecimal digits. */
function logStreamName(version: string, now: Date): string {
  const date = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${date}/[${version}]${randomUUID().replaceAll('-', '')}`;
}
