import { dirname } from 'node:path';
import { type FunctionSpec, NotMeasurableHere } from '../execution-environment.ts';
import type { Interpreter, Places } from '../isolation/isolation.ts';
import type { Command } from '../resources/resource-control.ts';
import { heapOption } from './heap-option.ts';
import type { PythonFinder } from './python-finder.ts';
import type { RuntimeFiles } from './runtime-files.ts';

/** What a function is run by. */
export interface Runtime {
  /** Of the runtime's own files, on this machine. */
  readonly runtimeDir: string;
  /** Absent where the function's own code is the program. */
  readonly interpreter?: Interpreter;
  /** What has to be started in an environment whose files are there. */
  command(places: Places): Command;
}

export interface Runtimes {
  /** Path of the Node that runs Node functions. */
  readonly nodeBinary: string;
  readonly files: RuntimeFiles;
  readonly python: PythonFinder;
}

const RUNNABLE = 'nodejs22.x, nodejs24.x, python3.x, provided.al2023, provided.al2';

/** @throws NotMeasurableHere for a runtime that can't be started here */
export function runtimeOf(spec: FunctionSpec, runtimes: Runtimes): Runtime {
  const { runtime } = spec;
  if (runtime === 'nodejs22.x' || runtime === 'nodejs24.x') {
    return node(spec, runtimes);
  }
  if (/^python3\.\d+$/.test(runtime)) {
    return python(spec, runtimes);
  }
  if (runtime === 'provided.al2023' || runtime === 'provided.al2') {
    return provided(runtimes);
  }
  throw new NotMeasurableHere(
    `the runtime ${runtime} can't be run on this machine; those that can: ${RUNNABLE}`,
  );
}

function node(spec: FunctionSpec, { nodeBinary, files }: Runtimes): Runtime {
  const loop = files.node();
  return {
    runtimeDir: dirname(loop),
    interpreter: { program: nodeBinary },
    command: (places) => ({
      command: places.interpreter ?? nodeBinary,
      args: [...heapOption(spec), `${places.runtimeDir}/index.mjs`],
    }),
  };
}

/** Without user site packages, which Lambda doesn't have, and without compiled files beside the code. */
const PYTHON_OPTIONS = ['-s', '-B'];

function python({ runtime }: FunctionSpec, { files, python: finder }: Runtimes): Runtime {
  const interpreter = finder.find();
  if (interpreter === undefined) {
    throw new NotMeasurableHere(
      `the runtime ${runtime} can't be run on this machine: it has no python3. Install Python 3.9 or newer, so that python3 is on the PATH`,
    );
  }
  return {
    runtimeDir: files.python(),
    interpreter,
    command: (places) => ({
      command: places.interpreter ?? interpreter.program,
      args: [...PYTHON_OPTIONS, `${places.runtimeDir}/bootstrap.py`],
    }),
  };
}

/** The function's own program, or a layer's. */
const FIND_BOOTSTRAP = `
for bootstrap in "$1/bootstrap" "$2/bootstrap"; do
  [ -f "$bootstrap" ] && exec "$bootstrap"
done
exit 127
`;

function provided({ files }: Runtimes): Runtime {
  return {
    runtimeDir: files.none(),
    command: ({ taskRoot, opt }) => ({
      command: '/bin/sh',
      args: ['-c', FIND_BOOTSTRAP, 'bootstrap', taskRoot, opt],
    }),
  };
}
