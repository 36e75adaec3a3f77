import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import type { StratumValues } from '../../../../lib/core/statistics/stratified.ts';
import { stratifiedQuantileInterval } from '../../../../lib/core/statistics/stratified-quantile.ts';
import { weightedQuantiles } from '../../../../lib/core/statistics/weighted-quantile.ts';

function intervalOf(strata: readonly StratumValues[], p: number) {
  const at = weightedQuantiles(
    strata.flatMap(({ share, values }) => values.map((value) => ({ value, weight: share / values.length }))),
  );
  return stratifiedQuantileInterval(strata, at, p);
}

describe('stratifiedQuantileInterval', () => {
  it('lies where the share below the quantile may lie: for one stratum, p ± 1.96·√(p(1 − p)/n)', () => {
    const values = Array.from({ length: 1001 }, (_, index) => index);
    const reach = 1000 * 1.959963984540054 * Math.sqrt(0.25 / 1001);
    const interval = intervalOf([{ share: 1, values }], 0.5);
    expect(interval?.low).toBeCloseTo(500 - reach, 2);
    expect(interval?.high).toBeCloseTo(500 + reach, 2);
  });

  it('holds the median of two payloads with different shares', () => {
    const runs = 300;
    const held = Array.from({ length: runs }, (_, run) => {
      const random = seededRandom(run, 'strata');
      const around = (mean: number) =>
        Array.from({ length: 40 }, () => mean * Math.exp(0.2 * normalQuantile(random() || 0.5)));
      // Half of three quarters around 100 and a quarter that lies far above: p50 is their p = 2/3.
      const interval = intervalOf(
        [
          { share: 3, values: around(100) },
          { share: 1, values: around(10_000) },
        ],
        0.5,
      );
      const truth = 100 * Math.exp(0.2 * normalQuantile(2 / 3));
      return interval !== undefined && interval.low <= truth && truth <= interval.high;
    }).filter(Boolean).length;
    expect(held / runs).toBeGreaterThan(0.9);
  });

  it('is not stated where the sample does not reach so far', () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    expect(intervalOf([{ share: 1, values }], 0.99)).toBeUndefined();
  });
});
