/** How this machine can be made to give a process a part of its CPU time. */
export type CpuControlKind = 'cgroup-v2' | 'cgroup-v1' | 'stop-and-continue';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** Quotas are enforced in periods of this many ms, as on Lambda. */
export const PERIOD_MS = 20;

/**
 * How much more a group's processes weigh than others of this machine where there isn't CPU time enough for
 * all: what else runs here should not be measured. The quota still holds.
 */
export const WEIGHT = 10;

/** CPU time, memory and rest of groups of processes, by one of the ways that a machine may have. */
export interface ResourceControl {
  readonly kind: CpuControlKind;
  /** How CPU time is limited, in words, for the output. */
  readonly label: string;
  /** File name patterns of the control groups that this process makes. */
  readonly groupPatterns: readonly string[];
  /** Whether the kernel holds a memory limit; otherwise somebody has to watch. */
  readonly holdsMemory: boolean;
  /** Room for one process and everything that it starts. Unlimited at first. */
  open(): ResourceGroup;
}

export interface ResourceGroup {
  /** The command that puts itself into the group before it becomes `command`. */
  enter(command: Command): Command;
  /** To be called once, when the process runs. It has a process group of its own. */
  attach(pid: number): void;
  /** CPUs that all processes of the group may use together; the limit holds from now on. */
  limitCpus(cpus: number): void;
  /**
   * MB that all processes of the group may hold together, where the kernel holds such a limit; one that
   * would need more is killed. Counted without the pages of files that can be read again.
   * @returns false where they hold more already
   */
  limitMemory(memoryMB: number): boolean;
  /** Whether a process was killed because it wanted more. */
  memoryExceeded(): boolean;
  /** Between invocations: nothing of the group runs until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** CPU time that the group has used so far in ms; undefined where it can't be known. */
  cpuTimeMs(): number | undefined;
  /** Ends what is left in it. */
  close(): Promise<void>;
}
