import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type CgroupFacts, cgroupV1Roots, cgroupV2Roots } from './cgroup-mounts.ts';
import { sweepStaleGroups } from './cgroup-names.ts';
import { cgroupV1, foldersOf } from './cgroup-v1.ts';
import { cgroupV2 } from './cgroup-v2.ts';
import type { CpuControlKind, ResourceControl } from './resource-control.ts';
import { stopAndContinue } from './stop-and-continue.ts';

/** Enough for a shell. */
const SOME_MB = 128;

interface Candidate {
  readonly control: ResourceControl;
  readonly roots: readonly string[];
}

/**
 * The most exact way to limit CPU time that works here, found by trying it. What earlier emulators left
 * behind there is swept.
 * @throws Error where a certain way is asked for that doesn't work here
 */
export function chooseControl(wanted: 'auto' | CpuControlKind): ResourceControl {
  const candidates = [...cgroupCandidates(), { control: stopAndContinue(), roots: [] }];
  const chosen = candidates.find(
    ({ control, roots }) => (wanted === 'auto' || control.kind === wanted) && works(control, roots),
  );
  if (chosen === undefined) {
    throw new Error(
      `${wanted} doesn't work on this machine: its groups can't be written. Leave it out to take what works`,
    );
  }
  chosen.roots.forEach(sweepStaleGroups);
  return chosen.control;
}

function cgroupCandidates(): Candidate[] {
  const facts = cgroupFacts();
  if (facts === undefined) {
    return [];
  }
  return [
    ...cgroupV2Roots(facts).map((root) => ({ control: cgroupV2(root), roots: [root] })),
    ...cgroupV1Roots(facts).map((roots) => ({ control: cgroupV1(roots), roots: foldersOf(roots) })),
  ];
}

function cgroupFacts(): CgroupFacts | undefined {
  try {
    return {
      mountinfo: readFileSync('/proc/self/mountinfo', 'utf8'),
      cgroup: readFileSync('/proc/self/cgroup', 'utf8'),
    };
  } catch {
    return undefined;
  }
}

/** Whether a process can be put into a group, limited there to one CPU, as INIT needs it, and frozen. */
function works(control: ResourceControl, roots: readonly string[]): boolean {
  if (roots.length === 0) {
    return true;
  }
  try {
    const group = control.open();
    try {
      group.limitCpus(1);
      group.limitMemory(SOME_MB);
      group.freeze();
      group.thaw();
      const { command, args } = group.enter({ command: '/bin/sh', args: ['-c', ':'] });
      return spawnSync(command, args).status === 0 && group.cpuTimeMs() !== undefined;
    } finally {
      void group.close();
    }
  } catch {
    return false;
  }
}
