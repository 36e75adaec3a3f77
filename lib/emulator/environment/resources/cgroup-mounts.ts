import { dirname, join } from 'node:path';
import type { CgroupV1Roots } from './cgroup-v1.ts';

/** /proc/self/mountinfo and /proc/self/cgroup: where control groups are, and in which ones this process is. */
export interface CgroupFacts {
  readonly mountinfo: string;
  readonly cgroup: string;
}

interface Mount {
  readonly dir: string;
  /** Path of the group that is mounted there. */
  readonly group: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * Folders of version 1 in which groups may be made: in this process's own groups, then at the top; each with
 * all controllers, then without those that can be done without.
 */
export function cgroupV1Roots(facts: CgroupFacts): CgroupV1Roots[] {
  const mounts = parseMounts(facts.mountinfo).filter(({ type }) => type === 'cgroup');
  const mountOf = (controller: string) => mounts.find(({ options }) => options.includes(controller));
  const [cpu, cpuacct, memory, freezer] = ['cpu', 'cpuacct', 'memory', 'freezer'].map(mountOf);
  if (cpu === undefined || cpuacct === undefined) {
    return [];
  }
  const own = {
    cpu: ownFolder(cpu, facts.cgroup, 'cpu'),
    cpuacct: ownFolder(cpuacct, facts.cgroup, 'cpuacct'),
  };
  const top = { cpu: cpu.dir, cpuacct: cpuacct.dir };
  const more = {
    ...(memory === undefined ? {} : { memory: ownFolder(memory, facts.cgroup, 'memory') }),
    ...(freezer === undefined ? {} : { freezer: ownFolder(freezer, facts.cgroup, 'freezer') }),
  };
  return Object.keys(more).length === 0 ? [own, top] : [{ ...own, ...more }, { ...top, ...more }, own, top];
}

/** Folders of version 2 in which groups may be made: this process's own group, then each one above it. */
export function cgroupV2Roots(facts: CgroupFacts): string[] {
  const mount = parseMounts(facts.mountinfo).find(({ type }) => type === 'cgroup2');
  if (mount === undefined) {
    return [];
  }
  const roots = [ownFolder(mount, facts.cgroup, '')];
  for (let dir = roots[0]; dir !== undefined && dir !== mount.dir; dir = roots.at(-1)) {
    roots.push(dirname(dir));
  }
  return roots;
}

/** Lines like `25 24 0:22 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct`. */
function parseMounts(mountinfo: string): Mount[] {
  const lines = mountinfo.split('\n').filter((line) => line.includes(' - '));
  return lines.map((line) => {
    const [before = '', behind = ''] = line.split(' - ');
    const [, , , group = '/', dir = '/'] = before.split(' ');
    const [type = '', , options = ''] = behind.split(' ');
    return { dir, group, type, options: options.split(',') };
  });
}

/** Lines like `4:cpu,cpuacct:/user.slice`; version 2 has no controllers there: `0::/user.slice`. */
function ownFolder(mount: Mount, cgroup: string, controller: string): string {
  const own = cgroup
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, controllers]) => controllers?.split(',').includes(controller))?.[2];
  if (own === undefined || !`${own}/`.startsWith(mount.group)) {
    return mount.dir;
  }
  return mount.group === '/' ? trimmed(join(mount.dir, own)) : join(mount.dir, own.slice(mount.group.length));
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
