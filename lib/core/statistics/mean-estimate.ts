import { mean, sampleVariance } from 'simple-statistics';

/** A mean and how sure it is. */
export interface MeanEstimate {
  readonly mean: number;
  /** How many values it rests on. */
  readonly n: number;
  /** The square of its standard error; absent where too few values came to know it. */
  readonly varianceOfMean?: number;
  /** Of that variance, for Student's t; absent with it. 0 where the variance is 0. */
  readonly degreesOfFreedom?: number;
}

/**
 * The mean of independent values of one kind: its variance is s²/n with n − 1 degrees of freedom.
 *
 * @param values at least one
 * @throws RangeError without values.
 */
export function estimateMean(values: readonly number[]): MeanEstimate {
  if (values.length === 0) throw new RangeError('estimateMean requires at least one value');
  const n = values.length;
  if (n < 2) return { mean: mean([...values]), n };
  return {
    mean: mean([...values]),
    n,
    varianceOfMean: sampleVariance([...values]) / n,
    degreesOfFreedom: n - 1,
  };
}
