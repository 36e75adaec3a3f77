import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestSchema, type Sample } from '../../../../lib/contract/index.ts';
import { appendSamples, emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { unpackStrata } from '../../../../lib/core/digest/strata.ts';
import { arbitrarySamples } from './arbitrary-samples.ts';

const EMPTY = emptyDigest({ architecture: 'arm64', memoryMB: 512 });

function warm(durationMs: number, maxMemoryUsedMB?: number): Sample {
  return {
    outcome: 'succeeded',
    start: 'warm',
    durationMs,
    billedMs: Math.ceil(durationMs),
    payload: 0,
    ...(maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB }),
  };
}

describe('emptyDigest', () => {
  it('has measured nothing', () => {
    expect(digestSchema.parse(EMPTY)).toEqual({
      architecture: 'arm64',
      memoryMB: 512,
      status: 'measured',
      measuredBy: 'aws',
      invocations: 0,
      billedMs: 0,
      calls: 0,
      strata: [],
      repeatedInits: 0,
      failures: [],
    });
  });
});

describe('emptyDigest of a candidate that was in a round before', () => {
  it('remembers the environments that were left killed', () => {
    expect(emptyDigest(EMPTY, 2)).toEqual({ ...EMPTY, killed: 2 });
  });
});

describe('appendSamples', () => {
  it('adds to the samples that are there, and changes nothing else', () => {
    const digest = appendSamples(appendSamples(EMPTY, [warm(1.5), warm(2.5)]), [warm(3.5)]);
    expect(unpackStrata(digest.strata).map(({ durationMs }) => durationMs)).toEqual([1.5, 2.5, 3.5]);
    expect({ ...digest, strata: [] }).toEqual(EMPTY);
    expect(EMPTY.strata).toEqual([]);
  });

  it('is the same in one go and in several', () => {
    fc.assert(
      fc.property(arbitrarySamples(2), fc.nat(), (samples, cut) => {
        const at = cut % (samples.length + 1);
        const inTwo = appendSamples(appendSamples(EMPTY, samples.slice(0, at)), samples.slice(at));
        expect(inTwo).toEqual(appendSamples(EMPTY, samples));
      }),
      { seed: 7 },
    );
  });

  it('counts repeated inits instead of packing them', () => {
    const digest = appendSamples(EMPTY, [{ ...warm(900), start: 'repeated-init' }, warm(10)]);
    expect(digest.repeatedInits).toBe(1);
    expect(digest.strata[0]?.warm?.n).toBe(1);
  });

  it('keeps the most memory that was ever used', () => {
    const first = appendSamples(EMPTY, [warm(1, 40), warm(1, 90), warm(1)]);
    expect(first.maxMemoryUsedMB).toBe(90);
    expect(appendSamples(first, [warm(1, 50)]).maxMemoryUsedMB).toBe(90);
    expect(appendSamples(EMPTY, [warm(1)])).not.toHaveProperty('maxMemoryUsedMB');
  });
});
