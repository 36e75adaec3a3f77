import { describe, expect, it } from 'vitest';
import { PROBE_PREFIX as made, probeName, probePrefix } from '../../../lib/aws/probe-name.ts';
import { PROBE_PREFIX as permitted } from '../../../lib/stack/probe-prefix.ts';

describe('the probes’ prefix', () => {
  it('is permitted as it is made', () => {
    expect(permitted).toBe(made);
    const prefix = probePrefix('arn:aws:states:eu-west-1:123456789012:execution:power-tuner:e');
    expect(probeName(prefix, { architecture: 'arm64', memoryMB: 1024 }).startsWith(permitted)).toBe(true);
  });
});
