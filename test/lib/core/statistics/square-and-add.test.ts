import { describe, expect, it } from 'vitest';
import { differenceInterval } from '../../../../lib/core/statistics/difference.ts';
import { squareAndAdd } from '../../../../lib/core/statistics/square-and-add.ts';

/** Wilson's interval of k of n. */
function wilson(k: number, n: number) {
  const [p, z] = [k / n, 1.959963984540054];
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const reach = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
  return { value: p, low: centre - reach, high: centre + reach };
}

describe('squareAndAdd', () => {
  it("has the values of Newcombe's example (1998): 56/70 − 48/80, 0.0524 to 0.3339", () => {
    const { low, high } = squareAndAdd(wilson(56, 70), wilson(48, 80));
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it('takes of each lopsided interval the end that counts', () => {
    const { low, high } = squareAndAdd({ value: 10, low: 8, high: 13 }, { value: 5, low: 4, high: 7 });
    expect(low).toBeCloseTo(5 - Math.sqrt(2 ** 2 + 2 ** 2), 12);
    expect(high).toBeCloseTo(5 + Math.sqrt(3 ** 2 + 1 ** 2), 12);
  });

  it('is the usual interval of a difference where both are normal', () => {
    const [a, b] = [10, 7].map((mean) => ({ mean, n: 9, varianceOfMean: 0.04, degreesOfFreedom: 1e9 }));
    const bounded = (mean: number) => ({ value: mean, low: mean - 0.391993, high: mean + 0.391993 });
    const usual = a && b && differenceInterval(a, b);
    expect(squareAndAdd(bounded(10), bounded(7)).low).toBeCloseTo(usual?.low ?? 0, 5);
    expect(squareAndAdd(bounded(10), bounded(7)).high).toBeCloseTo(usual?.high ?? 0, 5);
  });
});
