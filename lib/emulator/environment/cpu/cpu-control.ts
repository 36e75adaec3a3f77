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

export interface CpuControl {
  readonly kind: CpuControlKind;
  /** In words, for the output. */
  readonly label: string;
  /** File name patterns of the control groups that this process makes. */
  readonly groupPatterns: readonly string[];
  /** Room for one process and everything that it starts. Unlimited at first. */
  open(): CpuGroup;
}

export interface CpuGroup {
  /** The command that puts itself into the group before it becomes `command`. */
  enter(command: Command): Command;
  /** To be called once, when the process runs. It has a process group of its own. */
  attach(pid: number): void;
  /** CPUs that all processes of the group may use together; the limit holds from now on. */
  limit(cpus: number): void;
  /** Between invocations nobody has to look. */
  watch(active: boolean): void;
  /** CPU time that the group has used so far in ms; undefined where it can't be known. */
  cpuTimeMs(): number | undefined;
  /** To be called when no process is left in it. */
  close(): Promise<void>;
}
