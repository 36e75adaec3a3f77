import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../../lib/core/statistics/incomplete-beta.ts';

describe('incompleteBeta', () => {
  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.02, 10, 0.5, 1.8208892155499843e-18],
    [0.5, 200, 210, 0.6894852134274166],
  ])('agrees with SciPy at x = %d, a = %d, b = %d', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b) / expected).toBeCloseTo(1, 11);
  });

  it('is 0 and 1 at the ends', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});
