import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cgroupV2, parseUsageMs } from '../../../../../lib/emulator/environment/resources/cgroup-v2.ts';
import { functionFolder } from '../support/function-folder.ts';

/** Plain folders stand for the kernel's: what is written there can be read, nothing is enforced. */
describe('cgroupV2', () => {
  it('asks for the cpu controller and writes quota and period in microseconds', () => {
    const root = functionFolder({});
    const group = cgroupV2(root).open();
    const [name = ''] = readdirSync(root).filter((entry) => entry.startsWith('power-tuner-'));
    expect(readFileSync(join(root, 'cgroup.subtree_control'), 'utf8')).toBe('+cpu');
    group.limitCpus(128 / 1769);
    expect(readFileSync(join(root, name, 'cpu.max'), 'utf8')).toBe('1447 20000');
    expect(readFileSync(join(root, name, 'cpu.weight'), 'utf8')).toBe('1000');
    writeFileSync(join(root, name, 'cpu.stat'), 'usage_usec 1500\nuser_usec 1000\n');
    expect(group.cpuTimeMs()).toBe(1.5);
  });

  it('limits memory without swap, freezes, and sees who was killed, where the controller is there', () => {
    const root = functionFolder({ 'cgroup.controllers': 'cpu memory pids\n' });
    const control = cgroupV2(root);
    expect(control.holdsMemory).toBe(true);
    const group = control.open();
    expect(readFileSync(join(root, 'cgroup.subtree_control'), 'utf8')).toBe('+memory');
    const [name = ''] = readdirSync(root).filter((entry) => entry.startsWith('power-tuner-'));
    const fileOf = (file: string) => join(root, name, file);
    writeFileSync(fileOf('memory.swap.max'), 'max');
    expect(group.limitMemory(128)).toBe(true);
    expect(readFileSync(fileOf('memory.max'), 'utf8')).toBe('134217728');
    expect(readFileSync(fileOf('memory.swap.max'), 'utf8')).toBe('0');
    group.freeze();
    expect(readFileSync(fileOf('cgroup.freeze'), 'utf8')).toBe('1');
    group.thaw();
    expect(readFileSync(fileOf('cgroup.freeze'), 'utf8')).toBe('0');
    writeFileSync(fileOf('memory.events'), 'oom 3\noom_kill 0\n');
    expect(group.memoryExceeded()).toBe(false);
    writeFileSync(fileOf('memory.events'), 'oom 3\noom_kill 1\n');
    expect(group.memoryExceeded()).toBe(true);
  });

  it('puts a command into the group before it runs', () => {
    const root = functionFolder({});
    const { command, args } = cgroupV2(root)
      .open()
      .enter({ command: '/bin/node', args: ['a', 'b'] });
    const [name = ''] = readdirSync(root).filter((entry) => entry.startsWith('power-tuner-'));
    expect(command).toBe('/bin/sh');
    expect(args.slice(3)).toEqual([join(root, name, 'cgroup.procs'), '/bin/node', 'a', 'b']);
  });

  it('removes a group where the controller is not handed on', () => {
    const root = functionFolder({});
    mkdirSync(join(root, 'cgroup.subtree_control'));
    expect(() => cgroupV2(root).open()).toThrow();
    expect(readdirSync(root)).toEqual(['cgroup.subtree_control']);
  });
});

describe('parseUsageMs', () => {
  it('reads microseconds', () => {
    expect(parseUsageMs('usage_usec 20015000\nuser_usec 1\n')).toBe(20_015);
  });

  it('knows nothing of a group without that line', () => {
    expect(parseUsageMs('nr_periods 0\n')).toBeUndefined();
  });
});
