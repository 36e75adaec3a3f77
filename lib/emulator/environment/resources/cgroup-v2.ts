import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const US_PER_MS = 1000;
const DEFAULT_WEIGHT = 100;

/**
 * Quotas and limits by Linux's control groups, version 2: the kernel counts and enforces.
 * @param root the folder in which groups are made; the cpu controller must be there to be handed on
 */
export function cgroupV2(root: string): ResourceControl {
  return {
    kind: 'cgroup-v2',
    label: `cgroup v2, ${PERIOD_MS} ms periods`,
    groupPatterns: [ownGroupPattern(root)],
    holdsMemory: controllersOf(root).includes('memory'),
    open: () => new CgroupV2Group(root, nextGroupName()),
  };
}

class CgroupV2Group implements ResourceGroup {
  readonly #dir: string;
  readonly #memory: MemoryLimit | undefined;

  constructor(root: string, name: string) {
    this.#dir = join(root, name);
    mkdirSync(this.#dir);
    try {
      handOn(root, 'cpu', join(this.#dir, 'cpu.max'));
      writeFileSync(join(this.#dir, 'cpu.weight'), String(WEIGHT * DEFAULT_WEIGHT));
      if (controllersOf(root).includes('memory')) {
        handOn(root, 'memory', join(this.#dir, 'memory.max'));
        this.#memory = memoryLimit(this.#dir);
        // Whoever wants too much ends the whole environment.
        writeFileSync(join(this.#dir, 'memory.oom.group'), '1');
      }
    } catch (error) {
      removeNow(this.#dir);
      throw error;
    }
  }

  enter(command: Command): Command {
    return enterGroups([this.#dir], command);
  }

  attach(): void {}

  limitCpus(cpus: number): void {
    const quotaUs = Math.round(cpus * PERIOD_MS * US_PER_MS);
    writeFileSync(join(this.#dir, 'cpu.max'), `${quotaUs} ${PERIOD_MS * US_PER_MS}`);
  }

  limitMemory(memoryMB: number): boolean {
    return this.#memory?.set(memoryMB) ?? true;
  }

  memoryExceeded(): boolean {
    return this.#memory?.exceeded() ?? false;
  }

  freeze(): void {
    writeFileSync(join(this.#dir, 'cgroup.freeze'), '1');
  }

  thaw(): void {
    writeFileSync(join(this.#dir, 'cgroup.freeze'), '0');
  }

  cpuTimeMs(): number | undefined {
    return parseUsageMs(readFileSync(join(this.#dir, 'cpu.stat'), 'utf8'));
  }

  async close(): Promise<void> {
    await removeGroup(this.#dir);
  }
}

function memoryLimit(dir: string): MemoryLimit {
  return new MemoryLimit({
    limit: join(dir, 'memory.max'),
    withSwap: join(dir, 'memory.swap.max'),
    events: join(dir, 'memory.events'),
  });
}

/** What a folder's groups may be given. */
function controllersOf(root: string): string[] {
  try {
    return readFileSync(join(root, 'cgroup.controllers'), 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}

/** A group has a controller's files only where its parent hands that controller on. */
function handOn(root: string, controller: string, file: string): void {
  if (!existsSync(file)) {
    writeFileSync(join(root, 'cgroup.subtree_control'), `+${controller}`);
  }
}

/** CPU time in ms from a group's cpu.stat. */
export function parseUsageMs(cpuStat: string): number | undefined {
  const usageUs = /^usage_usec (\d+)$/m.exec(cpuStat)?.[1];
  return usageUs === undefined ? undefined : Number(usageUs) / US_PER_MS;
}
