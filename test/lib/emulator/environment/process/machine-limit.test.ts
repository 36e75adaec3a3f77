import { describe, expect, it } from 'vitest';
import { machineLimit } from '../../../../../lib/emulator/environment/process/machine-limit.ts';

const USAGE = { memoryMB: 10_240, durationMs: 100, cpuMs: 190, cores: 2 };

describe('machineLimit', () => {
  it('says why a size stands for nothing here', () => {
    expect(machineLimit(USAGE)).toBe(
      '10240 MB has 5.79 CPUs on Lambda, and the function used all 2 of this machine',
    );
  });

  it.each([
    ['used less than the machine has', { cpuMs: 170 }],
    ['has no more CPUs than the machine', { memoryMB: 3008 }],
    ['was over too soon to tell', { durationMs: 10, cpuMs: 20 }],
  ])('lets an invocation stand that %s', (_, changes) => {
    expect(machineLimit({ ...USAGE, ...changes })).toBeUndefined();
  });
});
