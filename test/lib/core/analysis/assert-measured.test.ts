import { describe, expect, it } from 'vitest';
import { NoCandidateMeasured } from '../../../../lib/contract/index.ts';
import { assertMeasured } from '../../../../lib/core/analysis/assert-measured.ts';
import { addFailure } from '../../../../lib/core/digest/digest.ts';
import { digestOf, lostDigest, warmDigest, x86 } from './runs.ts';

describe('assertMeasured', () => {
  it('is content with one candidate that could be invoked', () => {
    expect(() => assertMeasured([lostDigest(x86(128)), warmDigest(x86(512), 1)])).not.toThrow();
  });

  it('fails when none could, with what to do', () => {
    expect(() => assertMeasured([lostDigest(x86(128))])).toThrow(/\nMend what .* start the execution again$/);
  });

  it('fails when none could, with the reason of each, the first failure where no other is given', () => {
    const failed = {
      ...addFailure(digestOf(x86(256), []), 'timeout', 'task timed out'),
      status: 'failed' as const,
    };
    const attempt = () => assertMeasured([lostDigest(x86(128), 'Lambda.Unknown'), failed]);
    expect(attempt).toThrow(NoCandidateMeasured);
    expect(attempt).toThrow(
      /x86_64-128: the Executor was lost: Lambda.Unknown\n- x86_64-256: timeout: task timed out/,
    );
  });
});
