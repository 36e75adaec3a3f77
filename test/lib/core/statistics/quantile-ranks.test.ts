import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCumulative } from '../../../../lib/core/statistics/binomial.ts';
import { quantileRanks, samplesForQuantile } from '../../../../lib/core/statistics/quantile-ranks.ts';

describe('quantileRanks', () => {
  it.each([
    [6, 0.5, 0, 5],
    [10, 0.5, 1, 8],
    [50, 0.5, 18, 32],
    [29, 0.9, 20, 28],
    [100, 0.9, 83, 95],
    [299, 0.99, 288, 298],
    [1000, 0.99, 983, 996],
  ])("agrees with ranks counted out on SciPy's binomial for n = %d and p = %d", (n, p, low, high) => {
    expect(quantileRanks(n, p)).toEqual({ low, high });
  });

  it.each([
    [5, 0.5],
    [28, 0.9],
    [298, 0.99],
    [10, 0.99],
  ])('has no answer for n = %d and p = %d', (n, p) => {
    expect(quantileRanks(n, p)).toBeUndefined();
  });

  it('holds the quantile with 95% at least, whatever the distribution', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 3000 }), fc.constantFrom(0.5, 0.9, 0.99), (n, p) => {
        const ranks = quantileRanks(n, p);
        if (ranks === undefined) return;
        const covered = binomialCumulative(ranks.high, n, p) - binomialCumulative(ranks.low, n, p);
        expect(covered).toBeGreaterThanOrEqual(0.95 - 1e-9);
        expect(ranks.low).toBeLessThan(ranks.high);
      }),
      { seed: 21 },
    );
  });
});

describe('samplesForQuantile', () => {
  it('needs 6 samples for a median, 29 for a p90 and 299 for a p99', () => {
    expect([0.5, 0.9, 0.99].map((p) => samplesForQuantile(p))).toEqual([6, 29, 299]);
  });
});
