import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '../cpu/cpu-control.ts';
import { type FunctionSpec, NotMeasurableHere } from '../execution-environment.ts';

/** What has to be started for a runtime. */
export interface RuntimeCommand extends Command {
  /** LAMBDA_RUNTIME_DIR. */
  readonly runtimeDir: string;
}

export interface Interpreters {
  /** Path of the Node that runs Node functions. */
  readonly nodeBinary: string;
}

const NODE_RUNTIMES = new Set(['nodejs22.x', 'nodejs24.x']);

/** @throws NotMeasurableHere for a runtime that this emulator has no loop for */
export function commandOf({ runtime }: FunctionSpec, { nodeBinary }: Interpreters): RuntimeCommand {
  if (!NODE_RUNTIMES.has(runtime)) {
    const known = [...NODE_RUNTIMES].join(', ');
    throw new NotMeasurableHere(`the runtime ${runtime} can't be run here; runtimes that can: ${known}`);
  }
  const loop = runtimeFile('nodejs');
  return { command: nodeBinary, args: [loop], runtimeDir: dirname(loop) };
}

/** The file of a runtime's loop: TypeScript beside the sources, JavaScript in the published package. */
function runtimeFile(name: string): string {
  const extension = extname(fileURLToPath(import.meta.url));
  return fileURLToPath(new URL(`../runtimes/${name}${extension}`, import.meta.url));
}
