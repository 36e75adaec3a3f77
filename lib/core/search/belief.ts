import { type Candidate, candidateKey } from '../../contract/index.ts';
import type { Evidence, Noise } from './evidence.ts';
import { logDuration, type Shape } from './shapes.ts';

/** What is believed of each candidate's mean duration, measured or not. */
export interface Belief {
  readonly candidates: readonly Candidate[];
  /** How probable each shape is that is still in question; their sum is 1. */
  readonly weights: Float64Array;
  /** Logarithm of the mean duration in ms, by shape and then candidate: of shape i and candidate j at i · candidates + j. */
  readonly logs: Float64Array;
  /** Variance of that logarithm which is each candidate's own, whatever the shape. */
  readonly ownVariance: Float64Array;
  readonly noise: Noise;
}

/**
 * How far a size is from any smooth shape: steps of the CPU quota, other hardware, what a library does at some
 * size. Two per cent is what is left of curves that are measured at many sizes.
 */
const ROUGHNESS = 0.02;
/** Shapes that are so much less probable than the best are left out. */
const NEGLIGIBLE = 1e-4;

/**
 * Weighs shapes by how well each fits what was measured (Bayes' rule), wherever its scale: a shape's scale is the
 * one that fits it best. What was measured then pulls each candidate's own value towards it.
 *
 * @param evidence of at least one candidate
 * @param candidates those in question; measured ones among them
 */
export function believe(
  shapes: readonly Shape[],
  candidates: readonly Candidate[],
  evidence: readonly Evidence[],
  noise: Noise,
): Belief {
  const roughness = ROUGHNESS ** 2;
  const variances = evidence.map(({ dispersion }) => dispersion * noise.variance);
  const precisions = variances.map((variance) => 1 / (variance + roughness));
  const precision = precisions.reduce((sum, one) => sum + one, 0);
  const fits = shapes.map((shape) => {
    const above = evidence.map((one) => one.logDuration - logDuration(shape, one.candidate));
    const scale = above.reduce((sum, one, k) => sum + one * (precisions[k] ?? 0), 0) / precision;
    const misfit = above.reduce((sum, one, k) => sum + (one - scale) ** 2 * (precisions[k] ?? 0), 0);
    return { shape, scale, misfit };
  });
  const least = Math.min(...fits.map(({ misfit }) => misfit));
  const likely = fits
    .map((fit) => ({ ...fit, weight: Math.exp((least - fit.misfit) / 2) }))
    .filter(({ weight }) => weight > NEGLIGIBLE);
  const total = likely.reduce((sum, { weight }) => sum + weight, 0);

  const measured = new Map(evidence.map((one, k) => [candidateKey(one.candidate), k]));
  const pulls = candidates.map((candidate) => {
    const k = measured.get(candidateKey(candidate));
    const variance = k === undefined ? undefined : variances[k];
    return variance === undefined || k === undefined
      ? { share: 0, logDuration: 0, variance: roughness }
      : {
          share: roughness / (roughness + variance),
          logDuration: evidence[k]?.logDuration ?? 0,
          variance: (roughness * variance) / (roughness + variance),
        };
  });
  // What was measured are geometric means; with this much more they are arithmetic ones.
  const skew = noise.variance / 2;
  const logs = new Float64Array(likely.length * candidates.length);
  likely.forEach(({ shape, scale }, i) => {
    candidates.forEach((candidate, j) => {
      const smooth = scale + logDuration(shape, candidate);
      const { share, logDuration: seen } = pulls[j] ?? { share: 0, logDuration: 0 };
      logs[i * candidates.length + j] = smooth + share * (seen - smooth) + skew;
    });
  });
  return {
    candidates,
    weights: Float64Array.from(likely, ({ weight }) => weight / total),
    logs,
    ownVariance: Float64Array.from(pulls, ({ variance }) => variance),
    noise,
  };
}
