import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterGroups, removeGroup, removeNow } from './cgroup-files.ts';
import { nextGroupName, ownGroupPattern } from './cgroup-names.ts';
import { MemoryLimit } from './memory-limit.ts';
import {
  type Command,
  PERIOD_MS,
  type ResourceControl,
  type ResourceGroup,
  WEIGHT,
} from './resource-control.ts';
import { signalTo } from './signal-to.ts';

const US_PER_MS = 1000;
const NS_PER_MS = 1_000_000;
const DEFAULT_SHARES = 1024;

/** The folders in which groups are made, one for each controller; some may be the same. */
export interface CgroupV1Roots {
  readonly cpu: string;
  /** Counts CPU time. */
  readonly cpuacct: string;
  /** Absent where the kernel has no such controller. */
  readonly memory?: string;
  /** Absent where the kernel has no such controller. */
  readonly freezer?: string;
}

/** Quotas and limits by Linux's control groups, version 1: the kernel counts and enforces. */
export function cgroupV1(roots: CgroupV1Roots): ResourceControl {
  return {
    kind: 'cgroup-v1',
    label: `cgroup v1, ${PERIOD_MS} ms periods`,
    groupPatterns: foldersOf(roots).map(ownGroupPattern),
    holdsMemory: roots.memory !== undefined,
    open: () => new CgroupV1Group(roots, nextGroupName()),
  };
}

/** Each folder once. */
export function foldersOf(roots: CgroupV1Roots): string[] {
  return [...new Set(Object.values(roots) as string[])];
}

class CgroupV1Group implements ResourceGroup {
  readonly #cpu: string;
  readonly #cpuacct: string;
  readonly #freezer: string | undefined;
  readonly #memory: MemoryLimit | undefined;
  readonly #dirs: readonly string[];
  #pid: number | undefined;

  constructor(roots: CgroupV1Roots, name: string) {
    this.#cpu = join(roots.cpu, name);
    this.#cpuacct = join(roots.cpuacct, name);
    this.#freezer = roots.freezer === undefined ? undefined : join(roots.freezer, name);
    this.#memory = roots.memory === undefined ? undefined : memoryLimit(join(roots.memory, name));
    this.#dirs = foldersOf(roots).map((root) => join(root, name));
    try {
      for (const dir of this.#dirs) {
        mkdirSync(dir);
      }
      writeFileSync(join(this.#cpu, 'cpu.cfs_period_us'), String(PERIOD_MS * US_PER_MS));
      writeFileSync(join(this.#cpu, 'cpu.shares'), String(WEIGHT * DEFAULT_SHARES));
    } catch (error) {
      this.#dirs.forEach(removeNow);
      throw error;
    }
  }

  enter(command: Command): Command {
    return enterGroups(this.#dirs, command);
  }

  attach(pid: number): void {
    this.#pid = pid;
  }

  limitCpus(cpus: number): void {
    const quotaUs = Math.round(cpus * PERIOD_MS * US_PER_MS);
    writeFileSync(join(this.#cpu, 'cpu.cfs_quota_us'), String(quotaUs));
  }

  limitMemory(memoryMB: number): boolean {
    return this.#memory?.set(memoryMB) ?? true;
  }

  memoryExceeded(): boolean {
    return this.#memory?.exceeded() ?? false;
  }

  freeze(): void {
    this.#rest('FROZEN', 'SIGSTOP');
  }

  thaw(): void {
    this.#rest('THAWED', 'SIGCONT');
  }

  cpuTimeMs(): number {
    return Number(readFileSync(join(this.#cpuacct, 'cpuacct.usage'), 'utf8')) / NS_PER_MS;
  }

  async close(): Promise<void> {
    await Promise.all(this.#dirs.map(removeGroup));
  }

  #rest(state: 'FROZEN' | 'THAWED', signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.#freezer === undefined) {
      signalTo(this.#pid, signal);
    } else {
      writeFileSync(join(this.#freezer, 'freezer.state'), state);
    }
  }
}

function memoryLimit(dir: string): MemoryLimit {
  return new MemoryLimit({
    limit: join(dir, 'memory.limit_in_bytes'),
    // With swap, which must not be less than without.
    withSwap: join(dir, 'memory.memsw.limit_in_bytes'),
    events: join(dir, 'memory.oom_control'),
  });
}
