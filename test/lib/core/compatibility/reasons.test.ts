import { describe, expect, it } from 'vitest';
import { declarationReason, filesReason, runtimeReason } from '../../../../lib/core/compatibility/reasons.ts';

const x86 = (path: string) => ({ path, architecture: 'x86_64' }) as const;

describe('runtimeReason', () => {
  it('names a runtime that the architecture does not have', () => {
    expect(runtimeReason('go1.x', 'arm64')).toBe('the runtime go1.x does not exist for arm64');
    expect(runtimeReason('nodejs24.x', 'arm64')).toBeUndefined();
    expect(runtimeReason(undefined, 'arm64')).toBeUndefined();
  });
});

describe('declarationReason', () => {
  it('names a layer whose publisher states another architecture', () => {
    expect(declarationReason('arn:x:3', ['x86_64'], 'arm64')).toBe(
      'the layer arn:x:3 is for x86_64 only, says its publisher',
    );
  });

  it('is none where both are stated, or nothing is', () => {
    expect(declarationReason('arn:x:3', ['x86_64', 'arm64'], 'arm64')).toBeUndefined();
    expect(declarationReason('arn:x:3', [], 'arm64')).toBeUndefined();
  });
});

describe('filesReason', () => {
  it('names the file that decides, and how many more there are', () => {
    expect(filesReason("the function's code", [x86('lib/a.so')], 'arm64')).toBe(
      "lib/a.so in the function's code is built for x86_64, and there is no build of it for arm64",
    );
    expect(filesReason('the layer l', [x86('lib/a.so'), x86('b'), x86('c')], 'arm64')).toContain(
      'lib/a.so in the layer l is built for x86_64 (and 2 more)',
    );
  });

  it('names the bootstrap of an own runtime before anything else', () => {
    expect(filesReason("the function's code", [x86('lib/a.so'), x86('bootstrap')], 'arm64')).toMatch(
      /^bootstrap in the function's code/,
    );
  });

  it('keeps the end of a long path', () => {
    const path = `${'folder/'.repeat(40)}a.node`;
    const [named = ''] = filesReason('the code', [x86(path)], 'arm64')?.split(' ') ?? [];
    expect(named).toMatch(/^….*folder\/a\.node$/);
    expect(named).toHaveLength(100);
  });

  it('is none without an obstacle', () => {
    expect(filesReason('the code', [x86('lib/a.so')], 'x86_64')).toBeUndefined();
  });
});
