import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterGroups, removeGroup } from './cgroup-files.ts';
import { nextGroupName, ownGroupPattern } from './cgroup-names.ts';
import { type Command, type CpuControl, type CpuGroup, PERIOD_MS, WEIGHT } from './cpu-control.ts';

const US_PER_MS = 1000;
const NS_PER_MS = 1_000_000;
const DEFAULT_SHARES = 1024;

/** The folders in which groups are made, one for each controller. */
export interface CgroupV1Roots {
  readonly cpu: string;
  /** Counts CPU time; often the same folder. */
  readonly cpuacct: string;
}

/** CPU quotas by Linux's control groups, version 1: the kernel counts and enforces. */
export function cgroupV1(roots: CgroupV1Roots): CpuControl {
  return {
    kind: 'cgroup-v1',
    label: `cgroup v1, ${PERIOD_MS} ms periods`,
    groupPatterns: [...new Set([roots.cpu, roots.cpuacct])].map(ownGroupPattern),
    open: () => new CgroupV1Group(roots, nextGroupName()),
  };
}

class CgroupV1Group implements CpuGroup {
  readonly #cpu: string;
  readonly #cpuacct: string;
  readonly #dirs: readonly string[];

  constructor(roots: CgroupV1Roots, name: string) {
    this.#cpu = join(roots.cpu, name);
    this.#cpuacct = join(roots.cpuacct, name);
    this.#dirs = [...new Set([this.#cpu, this.#cpuacct])];
    for (const dir of this.#dirs) {
      mkdirSync(dir);
    }
    writeFileSync(join(this.#cpu, 'cpu.cfs_period_us'), String(PERIOD_MS * US_PER_MS));
    writeFileSync(join(this.#cpu, 'cpu.shares'), String(WEIGHT * DEFAULT_SHARES));
  }

  enter(command: Command): Command {
    return enterGroups(this.#dirs, command);
  }

  attach(): void {}

  limit(cpus: number): void {
    const quotaUs = Math.round(cpus * PERIOD_MS * US_PER_MS);
    writeFileSync(join(this.#cpu, 'cpu.cfs_quota_us'), String(quotaUs));
  }

  watch(): void {}

  cpuTimeMs(): number {
    return Number(readFileSync(join(this.#cpuacct, 'cpuacct.usage'), 'utf8')) / NS_PER_MS;
  }

  async close(): Promise<void> {
    await Promise.all(this.#dirs.map(removeGroup));
  }
}
