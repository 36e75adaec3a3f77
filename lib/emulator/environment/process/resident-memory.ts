import { readFileSync } from 'node:fs';
import { processTable } from '../process-table.ts';
import { processTree } from '../process-tree.ts';

const KIB_PER_MIB = 1024;

/**
 * Resident memory of a process and all that it started in MB, rounded up: on Linux the sum of each one's
 * high-water mark, elsewhere what it is now. Undefined where none of them is there any more.
 */
export function residentMemoryMB(pid: number): number | undefined {
  const sizes = process.platform === 'linux' ? highWaterKiB(pid) : currentKiB(pid);
  return sizes.length === 0 ? undefined : Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / KIB_PER_MIB);
}

/**
 * MB of a process's resident memory on Linux that are pages of files (its program and libraries): the kernel
 * charges them to whoever read them first, and can do without them. 0 where it can't be known.
 */
export function fileMemoryMB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kibibytes] = /^RssFile:\s+(\d+) kB$/m.exec(status) ?? [];
    return Number(kibibytes ?? 0) / KIB_PER_MIB;
  } catch {
    return 0;
  }
}

function highWaterKiB(pid: number): number[] {
  return processTree(pid).flatMap((member) => {
    try {
      const status = readFileSync(`/proc/${member}/status`, 'utf8');
      // A process that has ended, but was not waited for, has no such line.
      const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
      return kibibytes === undefined ? [] : [Number(kibibytes)];
    } catch {
      return [];
    }
  });
}

function currentKiB(pid: number): number[] {
  return processTable(pid).map((row) => row.residentKiB);
}
