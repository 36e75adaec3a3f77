import type { Command } from '../resources/resource-control.ts';

/** How much of this machine a function gets to see. */
export type IsolationKind = 'mount-namespace' | 'folders';

/** Where an environment's folders come from, on this machine. */
export interface Folders {
  readonly codeDir: string;
  /** The layers', in their order; a later one wins. */
  readonly layerDirs: readonly string[];
  /** The runtime's own files. */
  readonly runtimeDir: string;
  /** What the runtime is run by, where it isn't the function's own code. */
  readonly interpreter?: Interpreter;
  readonly ephemeralStorageMB: number;
}

/** An interpreter of this machine: the program, and the folder of all that it needs beside the system. */
export interface Interpreter {
  readonly program: string;
  /** Absent where the program is enough. */
  readonly prefix?: string;
}

/** Where the function's process finds them. */
export interface Places {
  /** LAMBDA_TASK_ROOT. */
  readonly taskRoot: string;
  /** What stands for /opt: the layers' files. */
  readonly opt: string;
  /** LAMBDA_RUNTIME_DIR. */
  readonly runtimeDir: string;
  /** The interpreter's program, where there is one. */
  readonly interpreter?: string;
  /** The folder for temporary files, where it isn't /tmp. */
  readonly temporary?: string;
}

/** The files of one environment, for all processes that it has one after the other. */
export interface Room {
  readonly places: Places;
  /** The command that goes into the room, and into the task root, before it becomes `command`. */
  enter(command: Command): Command;
  /** The folder to start it from. */
  readonly startDir: string;
  /** To be called when no process is left in it. */
  close(): Promise<void>;
}

export interface Isolation {
  readonly kind: IsolationKind;
  /** In words, for the output. */
  readonly label: string;
  /** @param tempDir a folder for what the rooms need, removed with the emulator */
  open(folders: Folders, tempDir: string): Promise<Room>;
}
