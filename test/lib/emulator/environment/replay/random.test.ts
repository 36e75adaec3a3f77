import { describe, expect, it } from 'vitest';
import { pick, seededRandom } from '../../../../../lib/emulator/environment/replay/random.ts';

const first = (seed: string, n: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, random);
};

describe('seededRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(first('7 upload', 20)).toEqual(first('7 upload', 20));
    expect(first('7 upload', 20)).not.toEqual(first('8 upload', 20));
  });

  it('is spread evenly over [0, 1)', () => {
    const numbers = first('spread', 10_000);
    const tenths = Array.from(
      { length: 10 },
      (_, k) => numbers.filter((x) => Math.floor(x * 10) === k).length,
    );
    expect(tenths.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    // 1,000 each is expected; five standard deviations are 150.
    expect(Math.min(...tenths)).toBeGreaterThan(850);
    expect(Math.max(...tenths)).toBeLessThan(1150);
  });
});

describe('pick', () => {
  it('takes each value in its turn of the random number', () => {
    const values = ['a', 'b', 'c', 'd'];
    expect([0, 0.25, 0.5, 0.999].map((x) => pick(values, () => x))).toEqual(values);
  });

  it('finds nothing among nothing', () => {
    expect(pick([], () => 0)).toBeUndefined();
  });
});
