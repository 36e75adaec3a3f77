import { createHash } from 'node:crypto';

/** Numbers in [0, 1), the same ones for the same seed. */
export type Random = () => number;

/** Mulberry32 by Tommy Ettinger (public domain), started from a hash of `seed`. Good enough to pick samples. */
export function seededRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of `values`, each as likely as the others; undefined where there are none. */
export function pick<T>(values: readonly T[], random: Random): T | undefined {
  return values[Math.floor(random() * values.length)];
}
