import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const ENDS_WITHIN_MS = 5_000;

/**
 * Ends a process that was started `detached`, and so leads a group of its own, with all that it started: asks
 * them first, and then ends what is left.
 */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  const giveUpMs = Date.now() + ENDS_WITHIN_MS;
  while (signalGroup(child.pid, 0) && Date.now() < giveUpMs) await sleep(50);
  signalGroup(child.pid, 'SIGKILL');
  while (!hasEnded(child)) await sleep(20);
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** @returns whether anything of the group is there */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
