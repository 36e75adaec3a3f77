import { cpusOf } from '../resources/cpu-share.ts';

/** Shorter invocations are over before their use of the cores means anything. */
const SHORTEST_MS = 20;
const NEARLY_ALL = 0.9;

export interface Usage {
  readonly memoryMB: number;
  readonly durationMs: number;
  readonly cpuMs: number;
  /** Of this machine. */
  readonly cores: number;
}

/**
 * Why an invocation doesn't show what Lambda would: its size has more CPUs than this machine, and it used
 * (nearly) all that the machine has. Undefined where it could have used more and didn't.
 */
export function machineLimit({ memoryMB, durationMs, cpuMs, cores }: Usage): string | undefined {
  const cpus = cpusOf(memoryMB);
  const limited = cpus > cores && durationMs >= SHORTEST_MS && cpuMs >= NEARLY_ALL * cores * durationMs;
  return limited
    ? `${memoryMB} MB has ${cpus.toFixed(2)} CPUs on Lambda, and the function used all ${cores} of this machine`
    : undefined;
}
