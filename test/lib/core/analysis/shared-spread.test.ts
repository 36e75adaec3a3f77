import { describe, expect, it } from 'vitest';
import { withSharedSpread } from '../../../../lib/core/analysis/shared-spread.ts';
import { estimateMean } from '../../../../lib/core/statistics/mean-estimate.ts';

const RELATIVE_SPREADS = [0.01, 0.2, 0.5];
const estimates = RELATIVE_SPREADS.map((spread, index) => ({
  mean: 100 * (index + 1),
  n: 50,
  varianceOfMean: (spread * 100 * (index + 1)) ** 2 / 50,
  degreesOfFreedom: 49,
}));

describe('withSharedSpread', () => {
  it('gives those below it the median of the relative spreads, for their own means', () => {
    const spreads = withSharedSpread(estimates).map(
      ({ mean, n, varianceOfMean = 0 }) => Math.sqrt(n * varianceOfMean) / mean,
    );
    expect(spreads).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.2, 12), expect.closeTo(0.5, 12)]);
  });

  it('leaves the means as they are, and what is not known unknown', () => {
    const single = estimateMean([7]);
    const shared = withSharedSpread([...estimates, single]);
    expect(shared.map(({ mean }) => mean)).toEqual([100, 200, 300, 7]);
    expect(shared.at(-1)).toEqual(single);
    expect(withSharedSpread([single])).toEqual([single]);
  });
});
