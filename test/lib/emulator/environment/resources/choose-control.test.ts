import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enterGroups } from '../../../../../lib/emulator/environment/resources/cgroup-files.ts';
import { cgroupV1Roots } from '../../../../../lib/emulator/environment/resources/cgroup-mounts.ts';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';

const KIND = chooseControl('auto').kind;

describe('chooseControl', () => {
  it('finds a way on any machine, and says which', () => {
    const { label, groupPatterns } = chooseControl('stop-and-continue');
    expect(label).toMatch(/^stop and continue/);
    expect(groupPatterns).toEqual([]);
  });

  it.runIf(KIND !== 'cgroup-v2')('refuses a way that does not work here', () => {
    expect(() => chooseControl('cgroup-v2')).toThrow(/^cgroup-v2 doesn't work on this machine/);
  });

  it.runIf(KIND === 'cgroup-v1')(
    'ends and removes what an emulator left that is no longer there',
    async () => {
      const [mountinfo, cgroup] = ['mountinfo', 'cgroup'].map((name) =>
        readFileSync(`/proc/self/${name}`, 'utf8'),
      );
      const [roots] = cgroupV1Roots({ mountinfo: mountinfo ?? '', cgroup: cgroup ?? '' });
      // Of one that is there, as long as this is being laid out: other emulators of this machine look too.
      const owner = spawn('sleep', ['600'], { stdio: 'ignore' });
      const dir = join(roots?.cpu ?? '', `power-tuner-${owner.pid}-1`);
      mkdirSync(dir);
      const { command, args } = enterGroups([dir], { command: 'sleep', args: ['600'] });
      const left = spawn(command, args, { stdio: 'ignore' });
      await expect.poll(() => readFileSync(join(dir, 'cgroup.procs'), 'utf8')).toBe(`${left.pid}\n`);
      const ended = once(left, 'exit');
      const ownerEnded = once(owner, 'exit');
      owner.kill();
      await ownerEnded;
      chooseControl('auto');
      expect((await ended)[1]).toBe('SIGKILL');
      await expect.poll(() => existsSync(dir)).toBe(false);
    },
  );
});
