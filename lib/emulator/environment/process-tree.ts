import { readdirSync, readFileSync } from 'node:fs';

/** A process and its descendants on Linux, as far as they are there. Empty once it has ended. */
export function processTree(pid: number): number[] {
  const threads = threadsOf(pid);
  return threads.length === 0
    ? []
    : [pid, ...threads.flatMap((thread) => childrenOf(pid, thread)).flatMap(processTree)];
}

/** Ids of the threads of a process on Linux. */
export function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function childrenOf(pid: number, thread: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8');
    return list.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
