import { describe, expect, it } from 'vitest';
import { distribution, meanFigure } from '../../../../lib/core/analysis/distribution.ts';

const TO_A_HUNDRED = Array.from({ length: 101 }, (_, index) => index);

describe('distribution', () => {
  it('has the quantiles of the samples where there is one payload', () => {
    expect(distribution([{ share: 1, values: TO_A_HUNDRED }])).toEqual({
      mean: { value: 50, n: 101 },
      p50: { value: 50, n: 101 },
      p90: { value: 90, n: 101 },
      p99: { value: 99, n: 101 },
    });
  });

  it('weighs the samples of several payloads by their shares, not by how many there are', () => {
    const rareSentOften = [
      { share: 0.98, values: [10, 10, 10, 10] },
      { share: 0.02, values: Array.from({ length: 100 }, () => 900) },
    ];
    const { mean, p50, p90, p99 } = distribution(rareSentOften);
    expect(mean).toEqual({ value: expect.closeTo(0.98 * 10 + 0.02 * 900, 9), n: 104 });
    expect([p50.value, p90.value, p99.value]).toEqual([10, expect.any(Number), 900]);
  });

  it('leaves out a payload that gave no sample', () => {
    const strata = [
      { share: 1, values: TO_A_HUNDRED },
      { share: 1, values: [] },
    ];
    expect(distribution(strata)).toEqual(distribution(strata.slice(0, 1)));
  });
});

describe('meanFigure', () => {
  it('carries the number of samples', () => {
    expect(meanFigure([{ share: 1, values: [1, 2, 6] }])).toEqual({ value: 3, n: 3 });
  });
});
