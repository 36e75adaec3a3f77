import { describe, expect, it } from 'vitest';
import { digestSchema } from '../../../../lib/contract/index.ts';
import { hasCondensed, sampleCount } from '../../../../lib/core/digest/count.ts';
import { appendSamples } from '../../../../lib/core/digest/digest.ts';
import { fitDigest, jsonBytes } from '../../../../lib/core/digest/fit.ts';
import { cold, digestOf, warm, x86 } from '../analysis/runs.ts';
import { DRAWS, draw } from './draws.ts';

const CANDIDATE = x86(512);

describe('fitDigest', () => {
  it('leaves a digest as it is that fits', () => {
    const digest = digestOf(
      CANDIDATE,
      draw('log-normal, spread 0.3', 100).map((ms) => warm(ms)),
    );
    expect(fitDigest(digest, jsonBytes(digest))).toBe(digest);
  });

  it('condenses what saves most, and nothing more than it has to', () => {
    const digest = digestOf(CANDIDATE, [
      ...draw('log-normal, spread 0.3', 5000).map((ms) => warm(ms)),
      ...draw('log-normal, spread 0.3', 50).map((ms) => cold(ms, 2 * ms)),
    ]);
    const fitted = fitDigest(digest, 10_000);
    expect(jsonBytes(fitted)).toBeLessThanOrEqual(10_000);
    expect(hasCondensed(fitted, ['warm'])).toBe(true);
    expect(hasCondensed(fitted, ['cold'])).toBe(false);
    expect(sampleCount(fitted)).toBe(5050);
    expect(digestSchema.parse(fitted)).toEqual(fitted);
  });

  it.each(DRAWS)('fits a hundred thousand into a fortieth of the state: %s', (kind) => {
    const share = 5600;
    let digest = digestOf(CANDIDATE, []);
    const durations = draw(kind, 100_000);
    for (let start = 0; start < durations.length; start += 10_000) {
      const chunk = durations.slice(start, start + 10_000);
      digest = fitDigest(
        appendSamples(
          digest,
          chunk.map((ms) => warm(ms)),
        ),
        share,
      );
    }
    expect(jsonBytes(digest)).toBeLessThanOrEqual(share);
    expect(sampleCount(digest)).toBe(100_000);
  });

  it('makes nothing larger: a few samples take more room condensed than one by one', () => {
    const digest = digestOf(CANDIDATE, [warm(1), warm(20), cold(3, 400)]);
    expect(fitDigest(digest, 1)).toEqual(digest);
  });
});
