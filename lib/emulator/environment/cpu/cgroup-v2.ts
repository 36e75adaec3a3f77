import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterGroups, removeGroup, removeNow } from './cgroup-files.ts';
import { nextGroupName, ownGroupPattern } from './cgroup-names.ts';
import { type Command, type CpuControl, type CpuGroup, PERIOD_MS, WEIGHT } from './cpu-control.ts';

const US_PER_MS = 1000;
const DEFAULT_WEIGHT = 100;

/**
 * CPU quotas by Linux's control groups, version 2: the kernel counts and enforces.
 * @param root the folder in which groups are made; the cpu controller must be there to be handed on
 */
export function cgroupV2(root: string): CpuControl {
  return {
    kind: 'cgroup-v2',
    label: `cgroup v2, ${PERIOD_MS} ms periods`,
    groupPatterns: [ownGroupPattern(root)],
    open: () => new CgroupV2Group(root, nextGroupName()),
  };
}

class CgroupV2Group implements CpuGroup {
  readonly #dir: string;

  constructor(root: string, name: string) {
    this.#dir = join(root, name);
    mkdirSync(this.#dir);
    try {
      handOnCpu(root, this.#dir);
      writeFileSync(join(this.#dir, 'cpu.weight'), String(WEIGHT * DEFAULT_WEIGHT));
    } catch (error) {
      removeNow(this.#dir);
      throw error;
    }
  }

  enter(command: Command): Command {
    return enterGroups([this.#dir], command);
  }

  attach(): void {}

  limit(cpus: number): void {
    const quotaUs = Math.round(cpus * PERIOD_MS * US_PER_MS);
    writeFileSync(join(this.#dir, 'cpu.max'), `${quotaUs} ${PERIOD_MS * US_PER_MS}`);
  }

  watch(): void {}

  cpuTimeMs(): number | undefined {
    return parseUsageMs(readFileSync(join(this.#dir, 'cpu.stat'), 'utf8'));
  }

  async close(): Promise<void> {
    await removeGroup(this.#dir);
  }
}

/** A group has a quota only where its parent hands the cpu controller on. */
function handOnCpu(root: string, dir: string): void {
  if (!existsSync(join(dir, 'cpu.max'))) {
    writeFileSync(join(root, 'cgroup.subtree_control'), '+cpu');
  }
}

/** CPU time in ms from a group's cpu.stat. */
export function parseUsageMs(cpuStat: string): number | undefined {
  const usageUs = /^usage_usec (\d+)$/m.exec(cpuStat)?.[1];
  return usageUs === undefined ? undefined : Number(usageUs) / US_PER_MS;
}
