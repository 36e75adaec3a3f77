/** Numbers in [0, 1), the same ones for the same seed. */
export type Random = () => number;

/**
 * Seeded random numbers: [mulberry32](https://gist.github.com/tommyettinger/46a874533244883189143505d203312c)
 * by Tommy Ettinger (public domain), a generator with 32 bits of state that passes gjrand. Enough for the some
 * millions of draws of a bootstrap; nothing for secrets.
 *
 * @param seed a whole number
 * @param label what the numbers are for: each label has a sequence of its own, so that one candidate's numbers
 * don't depend on which others there are
 */
export function seededRandom(seed: number, label = ''): Random {
  let state = hash(`${seed}/${label}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** [FNV-1a](https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), 32 bits, over UTF-16 code units. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state;
}
