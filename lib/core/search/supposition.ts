import { type Candidate, candidateKey } from '../../contract/index.ts';
import type { Evidence, Noise } from './evidence.ts';
import { logDuration, type Shape } from './shapes.ts';

/**
 * What may be so of a function before a run measures it: which shapes are how probable, and how far each
 * candidate is from them.
 */
export interface Supposition {
  /** How far a candidate may be from any smooth shape, as the variance of a logarithm. */
  readonly roughness: (candidate: Candidate) => number;
  /** How far it is known to be from each shape (by its index), as a logarithm; not at all where absent. */
  readonly own?: (candidate: Candidate) => (shape: number) => number;
  /** Logarithm of how probable this together with a shape is; the same for all where absent, and then it is the only supposition. */
  readonly logPrior?: (shape: number) => number;
}

/**
 * How far a size is from any smooth shape: steps of the CPU quota, other hardware, what a library does at some
 * size. Two per cent is what is left of curves that are measured at many sizes.
 */
const ROUGHNESS = 0.02;
/** So much a size differs from itself in another run, beyond the noise of its samples: other hardware, another day. */
const BETWEEN_RUNS = 0.01;
/**
 * In so many cases a function that is tuned again has another shape: its payload or what it calls has changed, or its
 * code. Low enough that a confirmation ends soon, high enough that sizes which contradict the earlier curve by more
 * than the noise overrule it.
 */
const CHANGED = 0.1;
const CHANGED_CODE = 0.3;
/** One that has not changed its shape may be a third slower or faster; one that takes many times as long is another. */
const SAME_PACE = 0.35;
const OTHER_PACE = 1.5;

/** Nothing is known beforehand. */
export function anyShape(): Supposition {
  return { roughness: () => ROUGHNESS ** 2 };
}

/** What the runs are held against one another by. */
export interface Both {
  readonly earlier: readonly EarlierPoint[];
  readonly evidence: readonly Evidence[];
  readonly noise: Noise;
  /** Whether both measured the same code. */
  readonly isSameCode: boolean;
}

/** What an earlier run measured of one candidate. */
export interface EarlierPoint {
  readonly candidate: Candidate;
  readonly logDuration: number;
  /** How many samples that rests on. */
  readonly n: number;
}

/**
 * Either the function still has the shape that an earlier run saw, at whatever speed; or it has any shape. What is
 * measured now says which: where it contradicts the earlier curve, that no longer counts.
 */
export function unchangedOrNot(shapes: readonly Shape[], both: Both): Supposition[] {
  const changed = both.isSameCode ? CHANGED : CHANGED_CODE;
  const { mean: slower } = slowdown(both);
  const logUnchanged = Math.log(1 - changed) + logDensity(slower, SAME_PACE);
  const logChanged = Math.log(changed / shapes.length) + logDensity(slower, OTHER_PACE);
  return [unchanged(shapes, both, logUnchanged), { ...anyShape(), logPrior: () => logChanged }];
}

/** Whether invocations take longer or less than before, by more than a tenth and the noise. */
export function isOtherPace(both: Pick<Both, 'earlier' | 'evidence' | 'noise'>): boolean {
  const { mean, dispersion } = slowdown(both);
  return Math.abs(mean) > OTHER_DAY + 2 * Math.sqrt(dispersion * both.noise.variance);
}

/** So much a function differs from one day to the next: other hardware, other neighbours. */
const OTHER_DAY = 0.1;

/**
 * Logarithm of how much longer invocations take than before, where both runs measured the same; its variance is the
 * dispersion times that of the logarithm of one sample.
 */
function slowdown({ earlier, evidence }: Pick<Both, 'earlier' | 'evidence'>): {
  readonly mean: number;
  readonly dispersion: number;
} {
  const before = new Map(earlier.map((one) => [candidateKey(one.candidate), one]));
  const differences = evidence.flatMap(({ candidate, logDuration: now, dispersion }) => {
    const then = before.get(candidateKey(candidate));
    return then === undefined
      ? []
      : [{ by: now - then.logDuration, dispersion: dispersion + 1 / Math.max(1, then.n) }];
  });
  const count = Math.max(1, differences.length);
  return {
    mean: differences.reduce((sum, { by }) => sum + by, 0) / count,
    dispersion: differences.reduce((sum, one) => sum + one.dispersion, 0) / count ** 2,
  };
}

/** Of the normal distribution around 0, but for a constant. */
function logDensity(value: number, spread: number): number {
  return -Math.log(spread) - (value / spread) ** 2 / 2;
}

function unchanged(shapes: readonly Shape[], { earlier, noise }: Both, logUnchanged: number): Supposition {
  const rough = ROUGHNESS ** 2;
  const variances = earlier.map(({ n }) => noise.variance / n + BETWEEN_RUNS ** 2);
  const precisions = variances.map((variance) => 1 / (variance + rough));
  const precision = precisions.reduce((sum, one) => sum + one, 0);
  const fits = shapes.map((shape) => {
    const above = earlier.map((one) => one.logDuration - logDuration(shape, one.candidate));
    const scale = above.reduce((sum, one, k) => sum + one * (precisions[k] ?? 0), 0) / precision;
    const from = above.map((one) => one - scale);
    return { from, misfit: from.reduce((sum, one, k) => sum + one ** 2 * (precisions[k] ?? 0), 0) };
  });
  const least = fits.reduce((smallest, { misfit }) => Math.min(smallest, misfit), Number.POSITIVE_INFINITY);
  const total = fits.reduce((sum, { misfit }) => sum + Math.exp((least - misfit) / 2), 0);
  const index = new Map(earlier.map(({ candidate }, k) => [candidateKey(candidate), k]));
  // Of how far a size was from the shape, so much was its own and the rest was noise.
  const shares = variances.map((variance) => rough / (rough + variance));
  return {
    roughness(candidate) {
      const k = index.get(candidateKey(candidate));
      const variance = k === undefined ? undefined : variances[k];
      return variance === undefined ? rough : (rough * variance) / (rough + variance);
    },
    own(candidate) {
      const k = index.get(candidateKey(candidate));
      const share = k === undefined ? undefined : shares[k];
      return k === undefined || share === undefined
        ? () => 0
        : (shape) => share * (fits[shape]?.from[k] ?? 0);
    },
    logPrior: (shape) => logUnchanged + (least - (fits[shape]?.misfit ?? 0)) / 2 - Math.log(total),
  };
}
