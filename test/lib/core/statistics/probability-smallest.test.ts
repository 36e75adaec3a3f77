import { describe, expect, it } from 'vitest';
import { estimateMean, type MeanEstimate } from '../../../../lib/core/statistics/mean-estimate.ts';
import { probabilitySmallest } from '../../../../lib/core/statistics/probability-smallest.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';

const about = (mean: number, error: number, degreesOfFreedom = 1e9): MeanEstimate => ({
  mean,
  n: 100,
  varianceOfMean: error ** 2,
  degreesOfFreedom,
});
const DRAWS = 40_000;

describe('probabilitySmallest', () => {
  it("agrees with SciPy's integral over three normal means", () => {
    const others = [about(10.5, 0.4), about(11, 1)];
    const probability = probabilitySmallest(about(10, 0.5), others, seededRandom(1), DRAWS);
    expect(Math.abs((probability ?? 0) - 0.6684087736426494)).toBeLessThan(0.008);
  });

  it("agrees with SciPy's integral over two means from five values each", () => {
    const probability = probabilitySmallest(about(10, 0.5, 4), [about(11, 0.5, 4)], seededRandom(2), DRAWS);
    expect(Math.abs((probability ?? 0) - 0.872512260642256)).toBeLessThan(0.008);
  });

  it('is less sure of a mean that a slow tail may carry upwards', () => {
    const plain = probabilitySmallest(about(10, 0.5), [about(11, 0.2)], seededRandom(3), DRAWS) ?? 0;
    const skewed = { ...about(10, 0.5), skewnessOfMean: 0.8 };
    expect(probabilitySmallest(skewed, [about(11, 0.2)], seededRandom(3), DRAWS)).toBeLessThan(plain);
  });

  it('is certain where nothing varies, and counts equal ones as smallest', () => {
    const same = estimateMean([0.1 + 0.2, 0.1 + 0.2]);
    expect(probabilitySmallest(same, [estimateMean([0.3, 0.3])], seededRandom(1))).toBe(1);
    expect(probabilitySmallest(estimateMean([4, 4]), [same], seededRandom(1))).toBe(0);
  });

  it('gives the same answer for the same seed', () => {
    const probability = () => probabilitySmallest(about(10, 1), [about(10.3, 1)], seededRandom(9));
    expect(probability()).toBe(probability());
  });

  it('is not known where one has a single value, or where there is no other', () => {
    expect(probabilitySmallest(about(10, 1), [estimateMean([12])], seededRandom(1))).toBeUndefined();
    expect(probabilitySmallest(about(10, 1), [], seededRandom(1))).toBeUndefined();
  });
});
