import { describe, expect, it } from 'vitest';
import {
  executionHash,
  latestMark,
  readLatestMark,
  readVersionMark,
  versionMark,
} from '../../../../lib/aws/in-place/marks.ts';

const EXECUTION = 'arn:aws:states:us-east-1:123456789012:execution:power-tuner:one';
const CANDIDATE = { architecture: 'arm64', memoryMB: 10_240 } as const;

describe('the descriptions that mark what is ours', () => {
  it('are read again as they were written', () => {
    const mark = { hash: executionHash(EXECUTION), candidate: CANDIDATE };
    expect(readLatestMark(latestMark(EXECUTION, CANDIDATE))).toEqual(mark);
    expect(readVersionMark(versionMark(EXECUTION, CANDIDATE))).toEqual(mark);
  });

  it("are not taken for one another: a version that somebody else publishes has $LATEST's", () => {
    expect(readVersionMark(latestMark(EXECUTION, CANDIDATE))).toBeUndefined();
    expect(readLatestMark(versionMark(EXECUTION, CANDIDATE))).toBeUndefined();
  });

  it('fit into a description', () => {
    expect(latestMark(EXECUTION, CANDIDATE).length).toBeLessThanOrEqual(256);
    expect(versionMark(EXECUTION, CANDIDATE).length).toBeLessThanOrEqual(256);
  });

  it('differ between executions', () => {
    expect(latestMark(EXECUTION, CANDIDATE)).not.toBe(latestMark(`${EXECUTION}2`, CANDIDATE));
  });

  it.each([
    undefined,
    '',
    'takes orders',
    'Temporary version for power tuning',
    'Temporary version for power tuning [0123456789abcdef x86_64-]',
    'Temporary version for power tuning [0123456789abcdef riscv-128]',
    ' Temporary version for power tuning [0123456789abcdef x86_64-128]',
    'Temporary version for power tuning [0123456789abcdef x86_64-128] and more',
  ])('%j is none', (description) => {
    expect(readLatestMark(description)).toBeUndefined();
    expect(readVersionMark(description)).toBeUndefined();
  });
});
