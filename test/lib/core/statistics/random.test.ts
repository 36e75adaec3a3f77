import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';

const take = (count: number, seed: number, label?: string) => {
  const random = seededRandom(seed, label);
  return Array.from({ length: count }, () => random());
};

describe('seededRandom', () => {
  it('gives the same numbers for the same seed and label, and others for others', () => {
    expect(take(5, 7, 'a')).toEqual(take(5, 7, 'a'));
    expect(take(5, 7, 'a')).not.toEqual(take(5, 8, 'a'));
    expect(take(5, 7, 'a')).not.toEqual(take(5, 7, 'b'));
  });

  it('spreads its numbers evenly over 0 to 1', () => {
    const tenths = Map.groupBy(take(100_000, 1), (number) => Math.floor(number * 10));
    expect([...tenths.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const numbers of tenths.values()) expect(Math.abs(numbers.length - 10_000)).toBeLessThan(500);
  });
});
