import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../../lib/emulator/token-bucket.ts';

/** A bucket with a clock that a test moves. */
function bucketOf(capacity: number, perSecond: number) {
  const clock = { nowMs: 1000 };
  return { clock, bucket: createTokenBucket({ capacity, perSecond, nowMs: () => clock.nowMs }) };
}

describe('createTokenBucket', () => {
  it('lets through what it holds at once, and then no more', () => {
    const { bucket } = bucketOf(3, 1);
    expect([1, 2, 3, 4, 5].map(() => bucket.take())).toEqual([true, true, true, false, false]);
  });

  it('fills again with the time, up to what it holds', () => {
    const { bucket, clock } = bucketOf(2, 4);
    bucket.take();
    bucket.take();
    clock.nowMs += 249;
    expect(bucket.take()).toBe(false);
    clock.nowMs += 1;
    expect(bucket.take()).toBe(true);
    clock.nowMs += 60_000;
    expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, false]);
  });

  it('never refuses without a limit', () => {
    const { bucket } = bucketOf(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    expect(Array.from({ length: 10_000 }, () => bucket.take())).not.toContain(false);
  });

  it('survives a clock that is set back', () => {
    const { bucket, clock } = bucketOf(1, 1);
    bucket.take();
    clock.nowMs -= 500;
    expect(bucket.take()).toBe(false);
    clock.nowMs += 1000;
    expect(bucket.take()).toBe(true);
  });

  it('lets through at most a full bucket and what came in meanwhile, whenever it is asked', () => {
    const pausesMs = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        pausesMs,
        (n, rate, pauses) => {
          const { bucket, clock } = bucketOf(n, rate);
          const began = clock.nowMs;
          let passed = 0;
          for (const pauseMs of pauses) {
            clock.nowMs += pauseMs;
            if (bucket.take()) passed += 1;
            expect(passed).toBeLessThanOrEqual(n + ((clock.nowMs - began) * rate) / 1000 + 1e-9);
          }
        },
      ),
      { seed: 7 },
    );
  });
});
