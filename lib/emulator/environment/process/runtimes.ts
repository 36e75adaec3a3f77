import { dirname } from 'node:path';
import type { Command } from '../cpu/cpu-control.ts';
import { type FunctionSpec, NotMeasurableHere } from '../execution-environment.ts';
import type { RuntimeFiles } from './runtime-files.ts';

/** What has to be started for a runtime. */
export interface RuntimeCommand extends Command {
  /** LAMBDA_RUNTIME_DIR. */
  readonly runtimeDir: string;
}

export interface Runtimes {
  /** Path of the Node that runs Node functions. */
  readonly nodeBinary: string;
  readonly files: RuntimeFiles;
}

const NODE_RUNTIMES: readonly string[] = ['nodejs22.x', 'nodejs24.x'];

/** @throws NotMeasurableHere for a runtime that can't be started here */
export function commandOf({ runtime }: FunctionSpec, { nodeBinary, files }: Runtimes): RuntimeCommand {
  if (NODE_RUNTIMES.includes(runtime)) {
    const loop = files.path('nodejs');
    return { command: nodeBinary, args: [loop], runtimeDir: dirname(loop) };
  }
  throw new NotMeasurableHere(
    `the runtime ${runtime} can't be run on this machine; those that can: ${NODE_RUNTIMES.join(', ')}`,
  );
}
