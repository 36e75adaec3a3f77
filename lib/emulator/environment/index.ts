import { availableParallelism } from 'node:os';
import { chooseCpuControl } from './cpu/choose-cpu-control.ts';
import type { CpuControlKind } from './cpu/cpu-control.ts';
import { CpuTurns } from './cpu-turns.ts';
import type { CreateEnvironment } from './execution-environment.ts';
import { ProcessHost } from './process/process-host.ts';
import { isReplayed } from './replay/replay-file.ts';
import { ReplayHost } from './replay/replay-host.ts';

export type { CpuControlKind } from './cpu/cpu-control.ts';
export * from './execution-environment.ts';

export interface EnvironmentsOptions {
  /** How CPU time is limited. Default `auto`: the most exact way that works on this machine. */
  readonly cpu?: 'auto' | CpuControlKind;
  /** Of replayed measurements: the same seed draws the same ones. Default 1. */
  readonly seed?: number;
  /** Path of the Node that runs Node functions. Default: the one that runs this. */
  readonly nodeBinary?: string;
  /** CPU cores that environments may use at once. Default: all of this machine's. */
  readonly cores?: number;
}

export interface Environments {
  readonly create: CreateEnvironment;
  /** How CPU time is limited here; `label` in words, for the output. */
  readonly cpuControl: { readonly kind: CpuControlKind; readonly label: string };
  /** Ends all process environments, and leaves nothing of them behind. */
  stop(): Promise<void>;
}

/**
 * Where functions run. A package with a `replay.json` at its root is answered for by measurements, any
 * other runs in processes of its own.
 * @throws Error where a way to limit CPU time is asked for that doesn't work here
 */
export function createEnvironments(options: EnvironmentsOptions = {}): Environments {
  const { cpu = 'auto', seed = 1, nodeBinary = process.execPath, cores = availableParallelism() } = options;
  const control = chooseCpuControl(cpu);
  const replays = new ReplayHost(seed);
  const processes = new ProcessHost({ cpu: control, turns: new CpuTurns(cores), nodeBinary });
  return {
    create: (spec) => (isReplayed(spec.codeDir) ? replays.create(spec) : processes.create(spec)),
    cpuControl: { kind: control.kind, label: control.label },
    stop: () => processes.stop(),
  };
}
