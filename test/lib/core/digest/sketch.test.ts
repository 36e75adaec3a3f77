import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketsOf,
  packSketch,
  RELATIVE_ERROR,
  sketchOf,
  unpackSketch,
} from '../../../../lib/core/digest/sketch.ts';
import { DRAWS, draw } from './draws.ts';

const hundredths = fc.integer({ min: 0, max: 90_000_000 }).map((steps) => steps / 100);

describe('a sketch', () => {
  it('has every value in a bucket that is as wide as the error says', () => {
    fc.assert(
      fc.property(hundredths, (value) => {
        const [bucket, ...others] = bucketsOf(sketchOf([value]));
        expect(others).toEqual([]);
        expect(bucket?.count).toBe(1);
        expect(bucket?.low).toBeLessThanOrEqual(value * (1 + 1e-12));
        expect(bucket?.high).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        expect(bucket?.high).toBeLessThanOrEqual((bucket?.low ?? 0) * (1 + RELATIVE_ERROR + 1e-12));
      }),
      { seed: 32, examples: [[0], [0.01], [1], [1.01], [900_000]] },
    );
  });

  it('is the same after packing, zeros and values under 1 ms included', () => {
    fc.assert(
      fc.property(fc.array(hundredths), (values) => {
        const sketch = sketchOf(values);
        expect(bucketsOf(unpackSketch(packSketch(sketch)))).toEqual(bucketsOf(sketch));
      }),
      { seed: 33, examples: [[[]], [[0, 0]], [[0, 0.01, 0.5, 1, 900_000]]] },
    );
  });

  it.each(DRAWS)('takes little room: %s, a hundred thousand times', (kind) => {
    const sketch = sketchOf(draw(kind, 100_000));
    expect(packSketch(sketch).length).toBeLessThanOrEqual(4 * bucketsOf(sketch).length + 8);
    expect(packSketch(sketch).length).toBeLessThan(4000);
  });
});
