import { describe, expect, it } from 'vitest';
import { distribution, meanFigure } from '../../../../lib/core/analysis/distribution.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';

const random = () => seededRandom(1);
const TO_A_HUNDRED = Array.from({ length: 101 }, (_, index) => index);

describe('distribution', () => {
  it('has the quantiles of the samples where there is one payload', () => {
    expect(distribution([{ share: 1, values: TO_A_HUNDRED }], random())).toMatchObject({
      mean: { value: 50, n: 101 },
      p50: { value: 50, n: 101 },
      p90: { value: 90, n: 101 },
      p99: { value: 99, n: 101 },
    });
  });

  it('has a p99.9 from a thousand samples on, with the number that it would take for its interval', () => {
    const of = (n: number) => [{ share: 1, values: Array.from({ length: n }, (_, index) => index) }];
    expect(distribution(of(999), random())).not.toHaveProperty('p999');
    expect(distribution(of(1000), random()).p999).toEqual({ value: 998.001, n: 1000, note: 'n < 2995' });
    const { p999 } = distribution(of(2995), random());
    expect(p999).toMatchObject({ value: expect.closeTo(2991.006, 9), high: 2994 });
    expect(p999).not.toHaveProperty('note');
  });

  it('says how far off quantiles of condensed samples may be', () => {
    const strata = [{ share: 1, values: TO_A_HUNDRED }];
    expect(distribution(strata, random(), { relativeError: 0.01 }).relativeError).toBe(0.01);
    expect(distribution(strata, random())).not.toHaveProperty('relativeError');
  });

  it('weighs the samples of several payloads by their shares, not by how many there are', () => {
    const rareSentOften = [
      { share: 0.98, values: [10, 10, 10, 10] },
      { share: 0.02, values: Array.from({ length: 100 }, () => 900) },
    ];
    const { mean, p50, p90, p99 } = distribution(rareSentOften, random());
    expect(mean).toMatchObject({ value: expect.closeTo(0.98 * 10 + 0.02 * 900, 9), n: 104 });
    expect([p50.value, p90.value, p99.value]).toEqual([10, expect.any(Number), 900]);
  });

  it('leaves out a payload that gave no sample', () => {
    const strata = [
      { share: 1, values: TO_A_HUNDRED },
      { share: 1, values: [] },
    ];
    expect(distribution(strata, random())).toEqual(distribution(strata.slice(0, 1), random()));
  });
});

describe('the intervals of a distribution', () => {
  it('lie around the mean, and between two samples around a quantile', () => {
    const { mean, p50, p90 } = distribution([{ share: 1, values: TO_A_HUNDRED }], random());
    const reach = 1.9839715185235518 * Math.sqrt(858.5 / 101);
    expect([mean.low, mean.high]).toEqual([expect.closeTo(50 - reach, 3), expect.closeTo(50 + reach, 3)]);
    expect([p50.low, p50.high]).toEqual([40, 60]);
    expect([p90.low, p90.high]).toEqual([84, 96]);
  });

  it('are left out where the samples do not allow them, with the reason: no p99 from 10 samples without it', () => {
    const { mean, p50, p90, p99 } = distribution([{ share: 1, values: TO_A_HUNDRED.slice(0, 10) }], random());
    expect(mean).toHaveProperty('low');
    expect(p50).not.toHaveProperty('note');
    expect(p90).toEqual({ value: 8.1, n: 10, note: 'n < 29' });
    expect(p99).toEqual({ value: 8.91, n: 10, note: 'n < 299' });
  });

  it('need five samples for a mean, and two of each payload', () => {
    expect(meanFigure([{ share: 1, values: [1, 2, 6, 7] }], random())).toEqual({
      value: 4,
      n: 4,
      note: 'n < 5',
    });
    const strata = [
      { share: 1, values: [1, 2, 3, 4, 5] },
      { share: 1, values: [9] },
    ];
    expect(meanFigure(strata, random()).note).toBe('too few of a payload');
  });

  it('go by strata: what differs between payloads is no uncertainty of the mean', () => {
    const around = (value: number) => Array.from({ length: 50 }, (_, index) => value + (index % 5));
    const strata = [
      { share: 0.9, values: around(10) },
      { share: 0.1, values: around(1000) },
    ];
    const { mean, p50, p99 } = distribution(strata, random());
    expect((mean.high ?? 0) - (mean.low ?? 0)).toBeLessThan(1);
    expect([p50.low, p50.high].every((end) => end !== undefined && end >= 10 && end <= 14)).toBe(true);
    expect(p99).toHaveProperty('note');
  });

  it('hold the value, also where nothing varies', () => {
    const third = Array.from({ length: 10 }, () => 10 / 3);
    const { mean } = distribution([{ share: 1, values: third }], random());
    expect(mean).toEqual({ value: 3.333333333, n: 10, low: 3.3333, high: 3.333333333 });
  });
});

describe('meanFigure', () => {
  it('carries the number of samples', () => {
    expect(meanFigure([{ share: 1, values: [1, 2, 6] }], random())).toMatchObject({ value: 3, n: 3 });
  });
});
