import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  cgroupV1Roots,
  cgroupV2Roots,
} from '../../../../../lib/emulator/environment/resources/cgroup-mounts.ts';

/** What there is of an emulator (by its process id), and which of some processes still run. */
export function leftovers(emulator: number, pids: readonly number[]): string[] {
  const prefix = `power-tuner-${emulator}-`;
  const named = [tmpdir(), ...cgroupRoots()].flatMap((dir) =>
    readdirSync(dir)
      .filter((name) => name.startsWith(prefix))
      .map((name) => `${dir}/${name}`),
  );
  return [...named, ...pids.filter(isRunning).map((pid) => `process ${pid}`)];
}

function cgroupRoots(): string[] {
  if (!existsSync('/proc/self/mountinfo')) {
    return [];
  }
  const [mountinfo, cgroup] = ['/proc/self/mountinfo', '/proc/self/cgroup'].map((path) =>
    readFileSync(path, 'utf8'),
  );
  const facts = { mountinfo: mountinfo ?? '', cgroup: cgroup ?? '' };
  const roots = [...cgroupV2Roots(facts), ...cgroupV1Roots(facts).flatMap((root) => Object.values(root))];
  return [...new Set(roots)].filter((dir) => existsSync(dir));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where the machine's first process doesn't wait for orphans, they stay as zombies.
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
