import { closeSync, openSync, readSync } from 'node:fs';
import { processTable } from '../process-table.ts';
import { processTree, threadsOf } from '../process-tree.ts';

/** The CPU time of a process and all that it started, where no control group counts it. */
export interface CpuClock {
  /** In ms; never goes back, also when a process of the tree has ended. */
  readMs(): number;
  /** How often it may be read, in ms: reading costs CPU time itself. */
  readonly resolutionMs: number;
  close(): void;
}

export function cpuClock(pid: number): CpuClock {
  return process.platform === 'linux' ? new SchedstatClock(pid) : new ProcessTableClock(pid);
}

interface Thread {
  readonly fd: number;
  ns: bigint;
}

const NS_PER_MS = 1_000_000n;
/** New threads and processes are looked for this often. */
const LOOK_AROUND_MS = 10;

/** /proc/<pid>/task/<thread>/schedstat: nanoseconds on the CPU. */
class SchedstatClock implements CpuClock {
  readonly resolutionMs = 1;
  readonly #pid: number;
  readonly #threads = new Map<number, Thread>();
  readonly #buffer = Buffer.alloc(64);
  #endedNs = 0n;
  #lookedAroundAt = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  readMs(): number {
    this.#lookAround();
    let ns = 0n;
    for (const [id, thread] of this.#threads) {
      ns += this.#read(id, thread);
    }
    return Number((ns + this.#endedNs) / 1000n) / Number(NS_PER_MS / 1000n);
  }

  close(): void {
    for (const { fd } of this.#threads.values()) {
      closeSync(fd);
    }
    this.#threads.clear();
  }

  #lookAround(): void {
    const now = performance.now();
    if (now - this.#lookedAroundAt < LOOK_AROUND_MS) {
      return;
    }
    this.#lookedAroundAt = now;
    for (const pid of processTree(this.#pid)) {
      for (const id of threadsOf(pid)) {
        this.#open(pid, id);
      }
    }
  }

  #open(pid: number, id: number): void {
    if (this.#threads.has(id)) {
      return;
    }
    try {
      this.#threads.set(id, { fd: openSync(`/proc/${pid}/task/${id}/schedstat`, 'r'), ns: 0n });
    } catch {
      // It has ended in between.
    }
  }

  #read(id: number, thread: Thread): bigint {
    try {
      const length = readSync(thread.fd, this.#buffer, 0, this.#buffer.length, 0);
      thread.ns = BigInt(this.#buffer.toString('latin1', 0, length).split(' ')[0] ?? 0);
      return thread.ns;
    } catch {
      closeSync(thread.fd);
      this.#threads.delete(id);
      this.#endedNs += thread.ns;
      return 0n;
    }
  }
}

/** `ps`, which costs a process of its own for each look and counts in hundredths of a second. */
class ProcessTableClock implements CpuClock {
  readonly resolutionMs = 20;
  readonly #processGroup: number;
  #latestMs = 0;

  constructor(processGroup: number) {
    this.#processGroup = processGroup;
  }

  readMs(): number {
    const sumMs = processTable(this.#processGroup).reduce((sum, row) => sum + row.cpuTimeMs, 0);
    this.#latestMs = Math.max(this.#latestMs, sumMs);
    return this.#latestMs;
  }

  close(): void {}
}
