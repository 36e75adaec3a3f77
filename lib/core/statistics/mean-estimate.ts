import { mean, sampleSkewness, sampleVariance } from 'simple-statistics';

/** A mean and how sure it is. */
export interface MeanEstimate {
  readonly mean: number;
  /** How many values it rests on. */
  readonly n: number;
  /** The square of its standard error; absent where too few values came to know it. */
  readonly varianceOfMean?: number;
  /** Of that variance, for Student's t; absent with it. 0 where the variance is 0. */
  readonly degreesOfFreedom?: number;
  /**
   * How lopsided the mean's own distribution is: the values' skewness / √n. 0 where too few came to know it.
   * What makes an interval around the mean lopsided; a longer tail upwards is positive.
   */
  readonly skewnessOfMean?: number;
}

/** From so many values on there is a sample skewness. */
const MIN_FOR_SKEWNESS = 3;

/**
 * The mean of independent values of one kind: its variance is s²/n with n − 1 degrees of freedom, its skewness
 * G₁/√n, with the adjusted Fisher–Pearson coefficient G₁ of the values.
 *
 * @param values at least one
 * @throws RangeError without values.
 */
export function estimateMean(values: readonly number[]): MeanEstimate {
  if (values.length === 0) throw new RangeError('estimateMean requires at least one value');
  const n = values.length;
  // simple-statistics takes arrays that it may write to by their types; it only reads them.
  const sample = values as number[];
  if (n < 2) return { mean: mean(sample), n };
  const variance = sampleVariance(sample);
  return {
    mean: mean(sample),
    n,
    varianceOfMean: variance / n,
    degreesOfFreedom: n - 1,
    skewnessOfMean: variance > 0 && n >= MIN_FOR_SKEWNESS ? sampleSkewness(sample) / Math.sqrt(n) : 0,
  };
}
