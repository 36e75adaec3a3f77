import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeGroup } from './cgroup-files.ts';

/** A group's name says whose it is: `power-tuner-<pid of the emulator>-<number>`. */
const NAME = /^power-tuner-(\d+)-\d+$/;
let made = 0;

export function nextGroupName(): string {
  made += 1;
  return `power-tuner-${process.pid}-${made}`;
}

/** Matches every group that this process makes under `root`. */
export function ownGroupPattern(root: string): string {
  return join(root, `power-tuner-${process.pid}-*`);
}

/** Ends and removes what emulators that are no longer there have left under `root`. */
export function sweepStaleGroups(root: string): void {
  for (const name of readdirSync(root)) {
    const owner = NAME.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      void removeGroup(join(root, name));
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
