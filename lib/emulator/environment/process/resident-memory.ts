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
