import { availableParallelism } from 'node:os';
import { CpuTurns } from './cpu-turns.ts';
import type { CreateEnvironment } from './execution-environment.ts';
import { chooseIsolation } from './isolation/choose-isolation.ts';
import type { IsolationKind } from './isolation/isolation.ts';
import { ProcessHost } from './process/process-host.ts';
import { isReplayed } from './replay/replay-file.ts';
import { ReplayHost } from './replay/replay-host.ts';
import { chooseControl } from './resources/choose-control.ts';
import type { CpuControlKind } from './resources/resource-control.ts';

export * from './execution-environment.ts';
export type { IsolationKind } from './isolation/isolation.ts';
export type { CpuControlKind } from './resources/resource-control.ts';

export interface EnvironmentsOptions {
  /** How CPU time is limited. Default `auto`: the most exact way that works on this machine. */
  readonly cpu?: 'auto' | CpuControlKind;
  /** Which files functions see. Default `auto`: the way nearest to Lambda that works on this machine. */
  readonly isolation?: 'auto' | IsolationKind;
  /** Of replayed measurements: the same seed draws the same ones. Default 1. */
  readonly seed?: number;
  /** Path of the Node that runs Node functions. Default: the one that runs this. */
  readonly nodeBinary?: string;
  /** Name or path of the Python that runs Python functions. Default: python3. */
  readonly pythonBinary?: string;
  /** CPU cores that environments may use at once. Default: all of this machine's. */
  readonly cores?: number;
  /** How long INIT may take before it is repeated inside the invocation. Default 10,000, as on Lambda. */
  readonly initLimitMs?: number;
}

const INIT_LIMIT_MS = 10_000;

export interface Environments {
  readonly create: CreateEnvironment;
  /** How CPU time is limited here; `label` in words, for the output. */
  readonly cpuControl: { readonly kind: CpuControlKind; readonly label: string };
  /** How the memory limit is held here, in words. */
  readonly memoryControl: { readonly label: string };
  /** Which files functions see here; `label` in words, for the output. */
  readonly isolation: { readonly kind: IsolationKind; readonly label: string };
  /** Ends all process environments, and leaves nothing of them behind. */
  stop(): Promise<void>;
}

/**
 * Where functions run. A package with a `replay.json` at its root is answered for by measurements, any
 * other runs in processes of its own.
 * @throws Error where a way to limit CPU time, or to isolate files, is asked for that doesn't work here
 */
export function createEnvironments(options: EnvironmentsOptions = {}): Environments {
  const resources = chooseControl(options.cpu ?? 'auto');
  const isolation = chooseIsolation(options.isolation ?? 'auto');
  const replays = new ReplayHost(options.seed ?? 1);
  const processes = new ProcessHost({
    resources,
    isolation,
    turns: new CpuTurns(options.cores ?? availableParallelism()),
    nodeBinary: options.nodeBinary ?? process.execPath,
    pythonBinary: options.pythonBinary ?? 'python3',
    initLimitMs: options.initLimitMs ?? INIT_LIMIT_MS,
  });
  return {
    create: (spec) => (isReplayed(spec.codeDir) ? replays.create(spec) : processes.create(spec)),
    cpuControl: { kind: resources.kind, label: resources.label },
    memoryControl: {
      label: resources.holdsMemory ? 'by control group' : 'watched (approximate: no control groups here)',
    },
    isolation: { kind: isolation.kind, label: isolation.label },
    stop: () => processes.stop(),
  };
}
