import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const KIB_PER_MIB = 1024;

/**
 * Resident memory of a process and all its descendants in MB, rounded up: on Linux each one's high-water
 * mark, elsewhere what it is now. Undefined where none of them is there any more.
 */
export function residentMemoryMB(pid: number): number | undefined {
  const kibibytes = process.platform === 'linux' ? highWaterKiB(pid) : currentKiB(pid);
  return kibibytes === undefined ? undefined : Math.ceil(kibibytes / KIB_PER_MIB);
}

function highWaterKiB(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const own = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
    // A zombie has no memory any more.
    return Number.isNaN(own)
      ? undefined
      : children(pid).reduce((sum, child) => sum + (highWaterKiB(child) ?? 0), own);
  } catch {
    return undefined;
  }
}

/** Processes that any thread of `pid` started. */
function children(pid: number): number[] {
  const lists = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

function currentKiB(pid: number): number | undefined {
  try {
    const table = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8' });
    const rows = table.trim().split('\n').map((row) => row.trim().split(/\s+/).map(Number));
    const own = rows.filter(([group]) => group === pid);
    return own.length === 0 ? undefined : own.reduce((sum, [, rss = 0]) => sum + rss, 0);
  } catch {
    return undefined;
  }
}
