import { describe, expect, it } from 'vitest';
import {
  cgroupV1Roots,
  cgroupV2Roots,
} from '../../../../../lib/emulator/environment/resources/cgroup-mounts.ts';

const V1 = {
  mountinfo: `
30 24 0:25 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu
31 24 0:26 / /sys/fs/cgroup/cpuacct rw,relatime shared:10 - cgroup cgroup rw,cpuacct
32 24 0:27 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
33 24 0:28 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`,
  cgroup: '4:cpuset:/\n2:cpuacct:/\n1:cpu:/batch\n0::/\n',
};

describe('cgroupV1Roots', () => {
  it('finds the folders of this process’s own groups, then the top', () => {
    expect(cgroupV1Roots(V1)).toEqual([
      { cpu: '/sys/fs/cgroup/cpu/batch', cpuacct: '/sys/fs/cgroup/cpuacct' },
      { cpu: '/sys/fs/cgroup/cpu', cpuacct: '/sys/fs/cgroup/cpuacct' },
    ]);
  });

  it('finds where memory is limited and processes are frozen, and does without where that fails', () => {
    const mountinfo = `${V1.mountinfo}
34 24 0:29 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
35 24 0:30 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer
`;
    const more = { memory: '/sys/fs/cgroup/memory/batch', freezer: '/sys/fs/cgroup/freezer' };
    const own = { cpu: '/sys/fs/cgroup/cpu/batch', cpuacct: '/sys/fs/cgroup/cpuacct' };
    const top = { cpu: '/sys/fs/cgroup/cpu', cpuacct: '/sys/fs/cgroup/cpuacct' };
    expect(cgroupV1Roots({ mountinfo, cgroup: `${V1.cgroup}6:memory:/batch\n5:freezer:/\n` })).toEqual([
      { ...own, ...more },
      { ...top, ...more },
      own,
      top,
    ]);
  });

  it('finds controllers that are mounted together', () => {
    const mountinfo = '30 24 0:25 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n';
    expect(cgroupV1Roots({ mountinfo, cgroup: '3:cpu,cpuacct:/\n' })[0]).toEqual({
      cpu: '/sys/fs/cgroup/cpu,cpuacct',
      cpuacct: '/sys/fs/cgroup/cpu,cpuacct',
    });
  });

  it('sees a container’s group where it is mounted', () => {
    const mountinfo = '30 24 0:25 /docker/c1 /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n';
    expect(cgroupV1Roots({ mountinfo, cgroup: '3:cpu,cpuacct:/docker/c1/x\n' })[0]?.cpu).toBe(
      '/sys/fs/cgroup/cpu/x',
    );
  });

  it('finds nothing where version 1 does not count CPU time', () => {
    const mountinfo = '30 24 0:25 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n';
    expect(cgroupV1Roots({ mountinfo, cgroup: '1:cpu:/\n' })).toEqual([]);
  });
});

describe('cgroupV2Roots', () => {
  it('goes up from this process’s own group', () => {
    const mountinfo = '35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n';
    const cgroup = '0::/user.slice/user-1000.slice/session.scope\n';
    expect(cgroupV2Roots({ mountinfo, cgroup })).toEqual([
      '/sys/fs/cgroup/user.slice/user-1000.slice/session.scope',
      '/sys/fs/cgroup/user.slice/user-1000.slice',
      '/sys/fs/cgroup/user.slice',
      '/sys/fs/cgroup',
    ]);
  });

  it('finds the hybrid mount beside version 1', () => {
    expect(cgroupV2Roots(V1)).toEqual(['/sys/fs/cgroup/unified']);
  });

  it('finds nothing where there is none', () => {
    expect(cgroupV2Roots({ mountinfo: '', cgroup: '' })).toEqual([]);
  });
});
