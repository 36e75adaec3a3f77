import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront } from '../../../../lib/core/strategy/pareto.ts';
import type { Point } from '../../../../lib/core/strategy/score.ts';

const at = (cost: number, durationMs: number): Point => ({ cost, durationMs });

describe('paretoFront', () => {
  it('leaves out what another is as cheap as and faster, or as fast as and cheaper', () => {
    const [cheap, middle, fast] = [at(1, 100), at(2, 50), at(5, 10)];
    const dominated = [at(1, 110), at(2, 100), at(3, 50), at(6, 10), at(5, 11)];
    expect(paretoFront([fast, ...dominated, cheap, middle])).toEqual([cheap, middle, fast]);
  });

  it('has all of several equal points', () => {
    expect(paretoFront([at(1, 10), at(2, 20), at(1, 10)])).toEqual([at(1, 10), at(1, 10)]);
  });

  it('takes points for equal that differ by the order of an addition only', () => {
    expect(paretoFront([at(0.1 + 0.2, 10), at(0.3, 10)])).toHaveLength(2);
  });

  it('is empty without points', () => {
    expect(paretoFront([])).toEqual([]);
  });

  it('has no dominated member, and dominates or equals all that it leaves out', () => {
    const point = fc.record({
      cost: fc.integer({ min: 1, max: 20 }),
      durationMs: fc.integer({ min: 1, max: 20 }),
    });
    const dominates = (a: Point, b: Point) =>
      a.cost <= b.cost && a.durationMs <= b.durationMs && (a.cost < b.cost || a.durationMs < b.durationMs);
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (points) => {
        const front = paretoFront(points);
        for (const one of points) {
          expect(points.some((other) => dominates(other, one))).toBe(!front.includes(one));
        }
        expect(front.map(({ cost }) => cost)).toEqual(front.map(({ cost }) => cost).sort((a, b) => a - b));
      }),
      { seed: 51 },
    );
  });
});
