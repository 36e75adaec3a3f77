import type { Candidate, PreviousPoints } from '../../contract/index.ts';
import type { PayloadStratum } from '../analysis/by-payload.ts';
import type { ComparedPoint } from '../analysis/compared.ts';
import type { Measured } from '../analysis/examined.ts';

/** What the samples of one candidate say of its duration. */
export interface Evidence {
  readonly candidate: Candidate;
  /** Of its duration in ms: of the geometric mean of its samples, those of several payloads by their shares. */
  readonly logDuration: number;
  /** The variance of that is this times the variance of the logarithm of one sample; with one payload 1/n. */
  readonly dispersion: number;
}

/** What all samples together say of their noise. */
export interface Noise {
  /** Variance of the logarithm of one sample. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/** No handler takes less, in ms: the report line has two decimals. */
const SHORTEST_MS = 0.01;
/**
 * What functions are like before one was measured: a spread of 4%, believed as if two samples had shown it. Of
 * measured functions it is 1% where they compute and 20% where they call others.
 */
const USUAL_SPREAD = 0.04;
const BELIEVED_AS = 2;
/** What an earlier run saw of the noise counts as so many samples at most: it may have changed. */
const MOST_OF_EARLIER = 8;

/**
 * Geometric means: of a few samples with a long tail they tell more about which candidate is faster than
 * arithmetic ones, which the slowest sample decides. (Which is chosen is stated with arithmetic ones.)
 */
export function evidenceOf({ candidate, basis }: Measured): Evidence {
  const sampled = basis.strata.filter(({ share, items }) => share > 0 && items.length > 0);
  const total = sampled.reduce((sum, { share }) => sum + share, 0);
  const parts = sampled.map(({ share, items }) => ({
    duration: (share / total) * Math.exp(meanOf(logs(items))),
    n: items.length,
  }));
  const duration = parts.reduce((sum, part) => sum + part.duration, 0);
  return {
    candidate,
    logDuration: Math.log(duration),
    dispersion: parts.reduce((sum, part) => sum + (part.duration / duration) ** 2 / part.n, 0),
  };
}

/** How many samples a candidate is compared by. */
export function sampleCountOf({ basis }: Measured): number {
  return basis.strata.reduce((sum, { items }) => sum + items.length, 0);
}

/** The noise that all candidates have in common: what their samples show, and what is usual while these are few. */
export function noiseOf(measured: readonly Measured[], earlier?: PreviousPoints): Noise {
  const earlierFreedom = Math.min(MOST_OF_EARLIER, earlier?.degreesOfFreedom ?? 0);
  let squares = BELIEVED_AS * USUAL_SPREAD ** 2 + earlierFreedom * (earlier?.spread ?? 0) ** 2;
  let degreesOfFreedom = BELIEVED_AS + earlierFreedom;
  for (const { basis } of measured) {
    for (const { items } of basis.strata) {
      if (items.length === 0) continue;
      const values = logs(items);
      const mean = meanOf(values);
      squares += values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      degreesOfFreedom += items.length - 1;
    }
  }
  return { variance: squares / degreesOfFreedom, degreesOfFreedom };
}

/** What is billed beyond the duration, in ms: half a millisecond of rounding, or what an init adds. */
export function beyondDurationMs(measured: readonly Measured[]): number {
  const points = measured.flatMap(({ basis }) => basis.strata.flatMap(({ items }) => items));
  return points.length === 0 ? 0.5 : meanOf(points.map((point) => point.billedMs - point.durationMs));
}

function logs(items: PayloadStratum<ComparedPoint>['items']): number[] {
  return items.map(({ durationMs }) => Math.log(Math.max(SHORTEST_MS, durationMs)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
