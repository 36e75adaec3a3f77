import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest, Sample } from '../../../../lib/contract/index.ts';
import { addFailure, appendSamples, emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { digestBytes } from '../../../../lib/core/digest/size.ts';
import { arbitrarySamples } from './arbitrary-samples.ts';

const KIB = 1024;

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** A digest with every key at its longest, two kinds of failures, and these samples. */
function fullDigest(samples: readonly Sample[]): Digest {
  const empty: Digest = {
    ...emptyDigest({ architecture: 'x86_64', memoryMB: 10_240 }),
    measuredBy: 'replayed',
    source: 'github.com/somebody/measurements, measured on AWS Lambda in eu-west-1 in the year 2021',
    invocations: 100_000,
    billedMs: 900_000_000_000,
    calls: 10_000,
    maxMemoryUsedMB: 10_240,
    reason: 'its share of maxCostUsd was spent after 99999 of 100000 invocations',
    killed: 1000,
    costLimited: { made: 99_999, asked: 100_000 },
    notWritten: { count: 100_000, reason: 'PermanentRedirect' },
  };
  const failed = addFailure(
    addFailure(empty, 'Runtime.OutOfMemory', 'x'.repeat(250)),
    'timeout',
    'y'.repeat(250),
  );
  return appendSamples(failed, samples);
}

function steady(count: number, maxMs: number, cold: boolean): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const steps = Math.round(maxMs * 100) - 1 - index;
    const durationMs = steps / 100;
    return cold
      ? {
          outcome: 'succeeded',
          start: 'cold',
          durationMs,
          initMs: durationMs,
          billedMs: Math.ceil((2 * steps) / 100),
          payload: 0,
        }
      : { outcome: 'succeeded', start: 'warm', durationMs, billedMs: Math.ceil(steps / 100), payload: 0 };
  });
}

const count = (samples: readonly Sample[], start: Sample['start']) =>
  samples.filter((sample) => sample.start === start).length;

describe('digestBytes', () => {
  it('is never under what a digest takes, billed following or not', () => {
    fc.assert(
      fc.property(arbitrarySamples(3), (samples) => {
        // Inits of longer than Lambda allows are outside of what it estimates.
        const given = samples.filter(({ initMs = 0 }) => initMs < 20_000);
        const shape = {
          warm: count(given, 'warm'),
          cold: count(given, 'cold'),
          maxDurationMs: 900_000,
          payloads: 3,
          failures: 2,
          billedFollows: false,
        };
        expect(digestBytes(shape)).toBeGreaterThanOrEqual(bytes(fullDigest(given)));
      }),
      { seed: 8 },
    );
  });

  it.each([
    ['cold starts of up to 20 s', 20_000, true],
    ['warm invocations of up to 900 s', 900_000, false],
    ['warm invocations of up to 20 s', 20_000, false],
  ])('is never under what %s take, and not far above', (_, maxDurationMs, isCold) => {
    for (const n of [0, 1, 5, 50, 1000, 10_000]) {
      const actual = bytes(fullDigest(steady(n, maxDurationMs, isCold)));
      const estimate = digestBytes({
        warm: isCold ? 0 : n,
        cold: isCold ? n : 0,
        maxDurationMs,
        failures: 2,
      });
      expect(estimate).toBeGreaterThanOrEqual(actual);
      expect(estimate).toBeLessThan(actual * 1.05 + 500);
    }
  });

  it('lets twenty candidates of a thousand samples through, all cold and as long as Lambda allows', () => {
    expect(20 * digestBytes({ warm: 100, cold: 1000, maxDurationMs: 900_000 })).toBeLessThan(240 * KIB);
  });
});

describe('twenty digests of a thousand samples', () => {
  it('stay under 240 KiB, half of them cold, under 20 s', () => {
    const samples = [...steady(500, 20_000, true), ...steady(500, 20_000, false)];
    const digests = Array.from({ length: 20 }, () => fullDigest(samples));
    expect(JSON.stringify(digests).length).toBeLessThan(240 * KIB);
  });

  it('stay under 240 KiB, half of them restored by SnapStart, which bills a part', () => {
    const restored = steady(500, 20_000, true).map((sample) => ({
      ...sample,
      billedMs: sample.billedMs - 9000,
    }));
    const digests = Array.from({ length: 20 }, () =>
      fullDigest([...restored, ...steady(500, 20_000, false)]),
    );
    expect(JSON.stringify(digests).length).toBeLessThan(240 * KIB);
  });
});
