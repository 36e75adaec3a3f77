import { existsSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from './resource-control.ts';

/** The kernel frees a group a moment after its last process is gone. */
const TRIES = 50;
const BETWEEN_TRIES_MS = 10;

/**
 * The command that writes its own process id into the groups' cgroup.procs and then becomes `command`: it
 * is limited before it does anything.
 */
export function enterGroups(dirs: readonly string[], { command, args }: Command): Command {
  const writes = dirs.map((_, index) => `echo $$ > "$${index + 1}" && `).join('');
  const script = `${writes}shift ${dirs.length} && exec "$@"`;
  const files = dirs.map((dir) => `${dir}/cgroup.procs`);
  return { command: '/bin/sh', args: ['-c', script, 'sh', ...files, command, ...args] };
}

/**
 * Ends and removes a group. What can't be removed is swept by the next emulator. A member may start another
 * between the look at the list and its own end, so each try kills again.
 */
export async function removeGroup(dir: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    killMembers(dir);
    if (removeNow(dir)) {
      return;
    }
    await delay(BETWEEN_TRIES_MS);
  }
}

/** Ends the processes that are in a group, also those that left their process group. */
function killMembers(dir: string): void {
  for (const pid of members(dir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  thawToEnd(dir);
}

/** What is frozen by version 1 only ends once it is thawed. */
function thawToEnd(dir: string): void {
  const state = join(dir, 'freezer.state');
  try {
    if (existsSync(state)) {
      writeFileSync(state, 'THAWED');
    }
  } catch {
    // Another emulator that starts just now has swept it.
  }
}

function members(dir: string): number[] {
  try {
    return readFileSync(join(dir, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    // Another emulator that starts just now has swept it.
    return [];
  }
}

/** @returns false while it is still in use */
export function removeNow(dir: string): boolean {
  try {
    rmdirSync(dir);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
