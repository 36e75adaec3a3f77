import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../lib/core/digest/lay-out.ts';
import { bucketsOf, RELATIVE_ERROR, sketchOf } from '../../../../lib/core/digest/sketch.ts';
import { momentsOf } from '../../../../lib/core/statistics/moments.ts';
import { DRAWS, draw } from './draws.ts';

function laidOut(values: readonly number[]): number[] {
  return [...layOut(bucketsOf(sketchOf(values)), momentsOf(values))];
}

/** Nothing but rounding: all of them in their buckets, smallest first, with the mean and the variance they had. */
function expectLikeThem(values: readonly number[]): void {
  const laid = laidOut(values);
  const sorted = [...values].sort((a, b) => a - b);
  expect(laid).toHaveLength(values.length);
  for (const [index, value] of sorted.entries()) {
    const other = laid[index] ?? Number.NaN;
    const reach = (1 + RELATIVE_ERROR) * (1 + 1e-9);
    if (!(other <= value * reach && value <= other * reach)) {
      expect.fail(`${other} stands for ${value}`);
    }
  }
  const [theirs, its] = [momentsOf(values), momentsOf(laid)];
  expect(its.mean / Math.max(theirs.mean, 1e-9)).toBeCloseTo(theirs.mean === 0 ? 0 : 1, 9);
  expect(Math.sqrt(its.variance) / (theirs.mean || 1)).toBeCloseTo(
    Math.sqrt(theirs.variance) / (theirs.mean || 1),
    6,
  );
}

describe('layOut', () => {
  it.each(DRAWS)('keeps buckets, mean and variance: %s', (kind) => {
    for (const n of [1, 2, 10, 5000]) expectLikeThem(draw(kind, n));
  });

  it('keeps them of any values', () => {
    const value = fc.integer({ min: 0, max: 90_000_000 }).map((steps) => steps / 100);
    fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), expectLikeThem), {
      seed: 34,
      examples: [[[0]], [[0, 0, 1]], [[100, 100.5, 100.9]]],
    });
  });

  it('is no values where there are none', () => {
    expect([...layOut([], { mean: 0, variance: 0 })]).toEqual([]);
  });
});
