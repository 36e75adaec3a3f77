import type { Architecture } from '../../../contract/index.ts';
import type { CpuTurns } from '../cpu-turns.ts';
import { type ExecutionEnvironment, type FunctionSpec, NotMeasurableHere } from '../execution-environment.ts';
import type { Isolation } from '../isolation/isolation.ts';
import type { ResourceControl } from '../resources/resource-control.ts';
import { Guardian } from './guardian.ts';
import { ProcessEnvironment } from './process-environment.ts';
import { PythonFinder } from './python-finder.ts';
import { RuntimeFiles } from './runtime-files.ts';
import { runtimeOf } from './runtimes.ts';

export interface ProcessHostOptions {
  readonly resources: ResourceControl;
  readonly isolation: Isolation;
  readonly turns: CpuTurns;
  /** Path of the Node that runs Node functions. */
  readonly nodeBinary: string;
  /** Name or path of the Python that runs Python functions. */
  readonly pythonBinary: string;
  readonly initLimitMs: number;
}

/** All process environments of an emulator, and what they share. It takes nothing until the first one comes. */
export class ProcessHost {
  readonly #options: ProcessHostOptions;
  readonly #environments = new Set<ProcessEnvironment>();
  readonly #python: PythonFinder;
  #shared: { readonly files: RuntimeFiles; readonly guardian: Guardian } | undefined;

  constructor(options: ProcessHostOptions) {
    this.#options = options;
    this.#python = new PythonFinder(options.pythonBinary);
  }

  /** @throws NotMeasurableHere */
  create(spec: FunctionSpec): ExecutionEnvironment {
    refuseOtherArchitecture(spec.architecture);
    refuseFileSystems(spec);
    const { resources, isolation, turns, nodeBinary, initLimitMs } = this.#options;
    const { files, guardian } = this.#share();
    const environment = new ProcessEnvironment({
      spec,
      runtime: runtimeOf(spec, { nodeBinary, files, python: this.#python }),
      resources,
      isolation,
      tempDir: files.tempDir,
      turns,
      guardian,
      initLimitMs,
    });
    this.#environments.add(environment);
    return environment;
  }

  /** Ends all of them, and leaves nothing behind. */
  async stop(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
    this.#environments.clear();
    await this.#shared?.guardian.dismiss();
    this.#shared = undefined;
  }

  #share(): { readonly files: RuntimeFiles; readonly guardian: Guardian } {
    if (this.#shared === undefined) {
      const files = new RuntimeFiles();
      this.#shared = { files, guardian: new Guardian(files.tempDir, this.#options.resources.groupPatterns) };
    }
    return this.#shared;
  }
}

const ARCHITECTURE_HERE: Partial<Record<NodeJS.Architecture, Architecture>> = {
  x64: 'x86_64',
  arm64: 'arm64',
};

function refuseOtherArchitecture(architecture: Architecture): void {
  const here = ARCHITECTURE_HERE[process.arch] ?? process.arch;
  if (architecture !== here) {
    throw new NotMeasurableHere(`${architecture} can't be measured on this machine, which is ${here}`);
  }
}

function refuseFileSystems({ fileSystems = [] }: FunctionSpec): void {
  if (fileSystems.length > 0) {
    throw new NotMeasurableHere(
      `the file system at ${fileSystems.join(' and ')} can't be mounted on this machine, and the function may need it`,
    );
  }
}
