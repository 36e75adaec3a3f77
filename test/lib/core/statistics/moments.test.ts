import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeMoments, momentsOf } from '../../../../lib/core/statistics/moments.ts';
import { DURATIONS, OTHER } from './reference-sample.ts';

const values = fc.array(fc.double({ min: 0, max: 900_000, noNaN: true }), { minLength: 1, maxLength: 50 });

describe('momentsOf', () => {
  it('divides by n: 1, 2, 3, 4 vary by 1.25', () => {
    expect(momentsOf([1, 2, 3, 4])).toEqual({ n: 4, mean: 2.5, variance: 1.25 });
  });

  it('refuses no values', () => {
    expect(() => momentsOf([])).toThrow();
  });
});

describe('mergeMoments', () => {
  it('puts 1, 2 and 3, 4, 5 together as 1 to 5', () => {
    expect(mergeMoments(momentsOf([1, 2]), momentsOf([3, 4, 5]))).toEqual({ n: 5, mean: 3, variance: 2 });
  });

  it('agrees with the reference', () => {
    // scripts/reference/statistics.py
    const { mean, variance } = mergeMoments(momentsOf(DURATIONS), momentsOf(OTHER));
    expect(mean).toBeCloseTo(13.238125, 12);
    expect(variance).toBeCloseTo(119.15847773437501, 9);
  });

  it('is what all values together have, in any order and grouping', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [ma, mb, mc] = [a, b, c].map(momentsOf);
        if (ma === undefined || mb === undefined || mc === undefined) throw new Error('three were given');
        const all = momentsOf([...a, ...b, ...c]);
        for (const merged of [
          mergeMoments(mergeMoments(ma, mb), mc),
          mergeMoments(ma, mergeMoments(mb, mc)),
          mergeMoments(mergeMoments(mc, ma), mb),
        ]) {
          expect(merged.n).toBe(all.n);
          expect(merged.mean).toBeCloseTo(all.mean, 6);
          expect(Math.sqrt(merged.variance)).toBeCloseTo(Math.sqrt(all.variance), 2);
        }
      }),
      { seed: 31 },
    );
  });
});
