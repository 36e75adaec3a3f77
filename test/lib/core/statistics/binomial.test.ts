import { describe, expect, it } from 'vitest';
import { binomialCumulative } from '../../../../lib/core/statistics/binomial.ts';

describe('binomialCumulative', () => {
  it.each([
    [0, 10, 0.3, 0.028247524900000005],
    [3, 10, 0.3, 0.6496107184000002],
    [98, 100, 0.99, 0.2642380210770439],
    [500, 1000, 0.5, 0.5126125090891802],
  ])('agrees with SciPy for at most %d of %d at %d', (k, n, p, expected) => {
    expect(binomialCumulative(k, n, p)).toBeCloseTo(expected, 12);
  });

  it('is 0 below no success and 1 from all of them on', () => {
    expect([binomialCumulative(-1, 5, 0.5), binomialCumulative(5, 5, 0.5)]).toEqual([0, 1]);
  });
});
