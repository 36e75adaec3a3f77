/** How this machine can be made to give a process a part of its CPU time. */
export type CpuControlKind = 'cgroup-v2' | 'cgroup-v1' | 'stop-and-continue';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** Quotas are enforced in periods of this many ms, as on Lambda. */
export const PERIOD_MS = 20;

export interface CpuControl {
  readonly kind: CpuControlKind;
  /** In words, for the output. */
  readonly label: string;
  /** Room for one process and everything that it starts. Unlimited at first. */
  open(): CpuGroup;
  /** Removes what groups left behind; can be called on the way out, so it doesn't wait. */
  sweep(): void;
}

export interface CpuGroup {
  /** The command that puts itself into the group before it becomes `command`. */
  enter(command: Command): Command;
  /** To be called once the process runs. */
  attach(pid: number): void;
  /** CPUs that all processes of the group may use together; the limit holds from now on. */
  limit(cpus: number): void;
  /** CPU time that the group has used so far in ms; undefined where it can't be known. */
  cpuTimeMs(): number | undefined;
  /** To be called when no process is left in it. */
  close(): Promise<void>;
}
