import { combineVariances } from './combine-variances.ts';
import { estimateMean, type MeanEstimate } from './mean-estimate.ts';

/** The values of one stratum, and its share of the whole. Shares are relative. */
export interface StratumValues {
  readonly share: number;
  readonly values: readonly number[];
}

export interface StratifiedMean extends MeanEstimate {
  /** The part of the shares whose strata have no values, from 0 to 1: the mean doesn't speak for it. */
  readonly missingShare: number;
}

/**
 * Mean of a population that consists of strata of known shares, from a sample of each: invocations of
 * several payloads with given weights.
 *
 * mean = Σ Wₕ·x̄ₕ and variance of the mean = Σ Wₕ²·sₕ²/nₕ, where Wₕ is the stratum's share. It does not
 * matter how often each stratum was sampled. Degrees of freedom are Satterthwaite's,
 * (Σ vₕ)² / Σ vₕ²/(nₕ − 1) with vₕ = Wₕ²·sₕ²/nₕ. Third cumulants add up as variances do, so that the skewness
 * of the mean is Σ (√vₕ/√v)³·γₕ, where γₕ is that of the stratum's mean.
 *
 * Strata without values are left out and the other shares scaled up; `missingShare` says how much that was.
 * The variance is absent where a stratum has only one value.
 *
 * Cochran, Sampling Techniques (3rd ed., 1977), 5.3 and 5.4.
 *
 * @param estimate how each stratum's mean is estimated: plainly, or trimmed
 * @throws RangeError where no stratum with a share over 0 has a value.
 */
export function stratifiedMean(
  strata: readonly StratumValues[],
  estimate: (values: readonly number[]) => MeanEstimate = estimateMean,
): StratifiedMean {
  const total = sum(strata.map(({ share }) => share));
  const sampled = strata.filter(({ share, values }) => share > 0 && values.length > 0);
  const sampledShare = sum(sampled.map(({ share }) => share));
  if (sampled.length === 0) throw new RangeError('stratifiedMean requires at least one value');
  const parts = sampled.map(({ share, values }) => ({
    weight: share / sampledShare,
    ...estimate(values),
  }));
  return {
    mean: sum(parts.map((part) => part.weight * part.mean)),
    n: sum(parts.map(({ n }) => n)),
    ...varianceOf(parts),
    missingShare: sampled.length === strata.length ? 0 : 1 - sampledShare / total,
  };
}

type Part = MeanEstimate & { readonly weight: number };

function varianceOf(parts: readonly Part[]): Omit<MeanEstimate, 'mean' | 'n'> {
  const known = parts.flatMap(({ weight, varianceOfMean, degreesOfFreedom, skewnessOfMean = 0 }) =>
    varianceOfMean === undefined || degreesOfFreedom === undefined
      ? []
      : [{ variance: weight ** 2 * varianceOfMean, degreesOfFreedom, skewnessOfMean }],
  );
  if (known.length < parts.length) return {};
  const combined = combineVariances(known);
  const skewnesses = known.map(
    ({ variance, skewnessOfMean }) => (variance / combined.varianceOfMean) ** 1.5 * skewnessOfMean,
  );
  return { ...combined, skewnessOfMean: combined.varianceOfMean === 0 ? 0 : sum(skewnesses) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
