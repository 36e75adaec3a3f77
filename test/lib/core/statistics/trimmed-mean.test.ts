import { describe, expect, it } from 'vitest';
import { trim, trimmedMean } from '../../../../lib/core/statistics/trimmed-mean.ts';
import { DURATIONS } from './reference-sample.ts';

describe('trimmedMean', () => {
  it.each([
    [0.05, 15.424000000000001],
    [0.1, 11.15875],
    [0.2, 10.780000000000001],
    [0.29, 10.780000000000001],
    [0.4, 10.3],
  ])('agrees with SciPy at a share of %d', (share, expected) => {
    expect(trimmedMean(DURATIONS, share)).toBeCloseTo(expected, 12);
  });

  it('is the mean at a share of 0', () => {
    expect(trimmedMean([1, 2, 6], 0)).toBe(3);
  });

  it('drops nothing of a few values, of which a share is less than one', () => {
    expect(trimmedMean([1, 2, 9], 0.3)).toBe(4);
    expect(trimmedMean([5], 0.4)).toBe(5);
  });

  it('refuses no values, and a share that leaves none', () => {
    expect(() => trimmedMean([], 0.2)).toThrow(RangeError);
    expect(() => trimmedMean([1, 2], 0.5)).toThrow(RangeError);
    expect(() => trimmedMean([1, 2], -0.1)).toThrow(RangeError);
  });
});

describe('trim', () => {
  it('keeps the items in the middle of an order of their own', () => {
    const items = [5, 1, 4, 2, 3].map((size) => ({ size, name: `item ${size}` }));
    expect(trim(items, ({ size }) => size, 0.2).map(({ name }) => name)).toEqual([
      'item 2',
      'item 3',
      'item 4',
    ]);
  });
});
