import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf, joinStretches, stretchesOf } from '../../../../lib/core/digest/stretches.ts';

const count = (stretches: readonly (readonly [number, number, number])[]) =>
  stretches.reduce((sum, [n]) => sum + n, 0);

describe('stretchesOf', () => {
  it('cuts values into eight of about the same length', () => {
    const stretches = stretchesOf(Array.from({ length: 80 }, (_, index) => index));
    expect(stretches.map(([n]) => n)).toEqual([10, 10, 10, 10, 10, 10, 10, 10]);
    expect(stretches[1]).toEqual([10, 14.5, 8.25]);
  });

  it('has as many as there are values where they are few', () => {
    expect(stretchesOf([5, 7])).toEqual([
      [1, 5, 0],
      [1, 7, 0],
    ]);
  });
});

describe('joinStretches', () => {
  it('keeps at most eight, whatever is put after what, and loses no value', () => {
    const chunk = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 12 }), (chunks) => {
        const joined = chunks.map(stretchesOf).reduce(joinStretches);
        expect(joined.length).toBeLessThanOrEqual(8);
        expect(count(joined)).toBe(chunks.flat().length);
        const sum = joined.reduce((total, [n, mean]) => total + n * mean, 0);
        const all = chunks.flat().reduce((total, value) => total + value, 0);
        expect(sum / all).toBeCloseTo(1, 5);
      }),
      { seed: 35 },
    );
  });

  it('puts the shortest neighbours together, so that none becomes the whole', () => {
    const chunks = Array.from({ length: 100 }, (_, index) => stretchesOf([index, index]));
    const lengths = chunks.reduce(joinStretches).map(([n]) => n);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(50);
  });
});

describe('halvesOf', () => {
  it('tells the first half from the second', () => {
    const values = [...Array.from({ length: 40 }, () => 100), ...Array.from({ length: 40 }, () => 110)];
    expect(halvesOf(stretchesOf(values))).toEqual({
      before: { n: 40, mean: 100, variance: 0 },
      after: { n: 40, mean: 110, variance: 0 },
    });
  });

  it('takes the cut that is nearest to the middle', () => {
    const halves = halvesOf([
      [10, 1, 0],
      [30, 2, 0],
      [15, 3, 0],
      [5, 4, 0],
    ]);
    expect([halves?.before.n, halves?.after.n]).toEqual([40, 20]);
  });

  it('is none of a single stretch', () => {
    expect(halvesOf([[10, 1, 0]])).toBeUndefined();
    expect(halvesOf([])).toBeUndefined();
  });
});
