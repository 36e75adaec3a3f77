import { type Candidate, candidateKey } from '../../contract/index.ts';
import type { Evidence, Noise } from './evidence.ts';
import { logDuration, type Shape } from './shapes.ts';
import { anyShape, type Supposition } from './supposition.ts';

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
  /** How probable each supposition is, in their order; their sum is 1. */
  readonly supposed: readonly number[];
}

/** Shapes that are so much less probable than the best are left out. */
const NEGLIGIBLE = 1e-4;
/** Where several suppositions share them out, many that are hardly probable may count together. */
const NEGLIGIBLE_OF_SEVERAL = 1e-6;

/**
 * Weighs shapes by how well each fits what was measured (Bayes' rule), wherever its scale: a shape's scale is the
 * one that fits it best. What was measured then pulls each candidate's own value towards it.
 *
 * @param evidence of at least one candidate
 * @param candidates those in question; measured ones among them
 * @param suppositions what may be so before anything is measured: any shape, where nothing else is given
 */
export function believe(
  shapes: readonly Shape[],
  candidates: readonly Candidate[],
  evidence: readonly Evidence[],
  noise: Noise,
  suppositions: readonly Supposition[] = [anyShape()],
): Belief {
  const variances = evidence.map(({ dispersion }) => dispersion * noise.variance);
  const fits = suppositions.flatMap((supposition, s) =>
    fitsOf(shapes, evidence, variances, supposition).map((fit) => ({ ...fit, s })),
  );
  const least = fits.reduce((smallest, { misfit }) => Math.min(smallest, misfit), Number.POSITIVE_INFINITY);
  const negligible = suppositions.length === 1 ? NEGLIGIBLE : NEGLIGIBLE_OF_SEVERAL;
  const likely = fits
    .map((fit) => ({ ...fit, weight: Math.exp((least - fit.misfit) / 2) }))
    .filter(({ weight }) => weight > negligible);
  const total = likely.reduce((sum, { weight }) => sum + weight, 0);
  const supposed = suppositions.map(
    (_, s) => likely.reduce((sum, fit) => sum + (fit.s === s ? fit.weight : 0), 0) / total,
  );

  const pulls = suppositions.map((supposition) => pullsOf(candidates, evidence, variances, supposition));
  const owns = suppositions.map(({ own }) => own && candidates.map(own));
  // What was measured are geometric means; with this much more they are arithmetic ones.
  const skew = noise.variance / 2;
  const logs = new Float64Array(likely.length * candidates.length);
  likely.forEach(({ shape, i: index, scale, s }, i) => {
    candidates.forEach((candidate, j) => {
      const own = owns[s]?.[j]?.(index) ?? 0;
      const smooth = scale + logDuration(shape, candidate) + own;
      const { share, logDuration: seen } = pulls[s]?.[j] ?? { share: 0, logDuration: 0 };
      logs[i * candidates.length + j] = smooth + share * (seen - smooth) + skew;
    });
  });
  return {
    candidates,
    weights: Float64Array.from(likely, ({ weight }) => weight / total),
    logs,
    ownVariance: Float64Array.from(candidates, (_, j) =>
      pulls.reduce((sum, of, s) => sum + (supposed[s] ?? 0) * (of[j]?.variance ?? 0), 0),
    ),
    noise,
    supposed,
  };
}

interface Fit {
  readonly shape: Shape;
  /** Which of the shapes it is. */
  readonly i: number;
  readonly scale: number;
  /** Twice how much less probable it is, as a logarithm. */
  readonly misfit: number;
}

function fitsOf(
  shapes: readonly Shape[],
  evidence: readonly Evidence[],
  variances: readonly number[],
  { roughness, own, logPrior }: Supposition,
): Fit[] {
  const precisions = evidence.map(({ candidate }, k) => 1 / ((variances[k] ?? 0) + roughness(candidate)));
  const precision = precisions.reduce((sum, one) => sum + one, 0);
  // How narrow it is what a supposition expects, so that several can be held against one another.
  const width = precisions.reduce((sum, one) => sum - Math.log(one), Math.log(precision));
  const owns = own && evidence.map(({ candidate }) => own(candidate));
  return shapes.map((shape, i) => {
    const above = evidence.map(
      (one, k) => one.logDuration - logDuration(shape, one.candidate) - (owns?.[k]?.(i) ?? 0),
    );
    const scale = above.reduce((sum, one, k) => sum + one * (precisions[k] ?? 0), 0) / precision;
    const squares = above.reduce((sum, one, k) => sum + (one - scale) ** 2 * (precisions[k] ?? 0), 0);
    const misfit = logPrior === undefined ? squares : squares + width - 2 * logPrior(i);
    return { shape, i, scale, misfit };
  });
}

interface Pull {
  readonly share: number;
  readonly logDuration: number;
  readonly variance: number;
}

function pullsOf(
  candidates: readonly Candidate[],
  evidence: readonly Evidence[],
  variances: readonly number[],
  { roughness }: Supposition,
): Pull[] {
  const measured = new Map(evidence.map((one, k) => [candidateKey(one.candidate), k]));
  return candidates.map((candidate) => {
    const rough = roughness(candidate);
    const k = measured.get(candidateKey(candidate));
    const variance = k === undefined ? undefined : variances[k];
    return variance === undefined || k === undefined
      ? { share: 0, logDuration: 0, variance: rough }
      : {
          share: rough / (rough + variance),
          logDuration: evidence[k]?.logDuration ?? 0,
          variance: (rough * variance) / (rough + variance),
        };
  });
}
