import type { Candidate, Limits, Plan } from '../../contract/index.ts';
import { costOf } from '../analysis/observation.ts';
import { normalQuantile } from '../statistics/normal.ts';
import type { Point } from '../strategy/score.ts';
import type { Belief } from './belief.ts';

/** What candidates may score, by each shape that is in question: the smallest is best. */
export interface Outlook {
  readonly candidates: readonly Candidate[];
  readonly weights: Float64Array;
  /** By shape and then candidate, as in a belief. */
  readonly scores: Float64Array;
  /** The mean over all shapes, by candidate. */
  readonly means: Float64Array;
  /** What an invocation is expected to cost, by candidate: what it takes to measure it. */
  readonly costs: Float64Array;
  /** Variance of a score which is the candidate's own, whatever the shape. */
  readonly ownVariance: Float64Array;
  /** Variance of the logarithm of one sample. */
  readonly noise: number;
}

/** What turns a duration into a score. */
export interface Scoring {
  readonly plan: Plan;
  /** What is billed beyond the duration, in ms. */
  readonly beyondMs: number;
  readonly score: (point: Point) => number;
  /** A usual score: what breaking a limit is reckoned in. */
  readonly usualScore: number;
  /** What is believed of cold starts, where they have a limit. */
  readonly cold?: Belief | undefined;
}

/** A candidate that breaks a limit is worse by this many usual scores, and more the further it is beyond. */
const BROKEN = 0.3;
const FURTHER = 2;

/** Scores every candidate by what is believed of its duration. */
export function outlookOf(belief: Belief, scoring: Scoring): Outlook {
  const { candidates, weights, logs, noise } = belief;
  const scores = new Float64Array(logs.length);
  const means = new Float64Array(candidates.length);
  const costs = new Float64Array(candidates.length);
  const perMs = candidates.map((candidate) => costPerMs(scoring.plan, candidate));
  const penalty = penaltyOf(belief, scoring);
  for (let i = 0; i < weights.length; i++) {
    for (let j = 0; j < candidates.length; j++) {
      const at = i * candidates.length + j;
      const durationMs = Math.exp(logs[at] ?? 0);
      const { fixed, perMs: rate } = perMs[j] ?? { fixed: 0, perMs: 0 };
      const cost = fixed + rate * Math.max(1, durationMs + scoring.beyondMs);
      const score = scoring.score({ cost, durationMs }) + penalty(i, j, { cost, durationMs });
      scores[at] = score;
      means[j] = (means[j] ?? 0) + (weights[i] ?? 0) * score;
      costs[j] = (costs[j] ?? 0) + (weights[i] ?? 0) * cost;
    }
  }
  return {
    candidates,
    weights,
    scores,
    means,
    costs,
    ownVariance: belief.ownVariance.map((variance, j) => variance * (means[j] ?? 0) ** 2),
    noise: noise.variance,
  };
}

/**
 * How the score of a candidate varies together with those of others, over all shapes, in one pass; with itself it
 * is its variance.
 */
export function covariancesOf(
  { weights, scores, means, ownVariance, candidates }: Outlook,
  candidate: number,
  others: readonly number[],
): number[] {
  const mean = means[candidate] ?? 0;
  const covariances = others.map((other) => (other === candidate ? (ownVariance[candidate] ?? 0) : 0));
  for (let i = 0; i < weights.length; i++) {
    const row = i * candidates.length;
    const weighted = (weights[i] ?? 0) * ((scores[row + candidate] ?? 0) - mean);
    for (const [k, other] of others.entries()) {
      covariances[k] = (covariances[k] ?? 0) + weighted * ((scores[row + other] ?? 0) - (means[other] ?? 0));
    }
  }
  return covariances;
}

/** Variance of a candidate's score, over all shapes. */
export function varianceOf(outlook: Outlook, candidate: number): number {
  const [variance = 0] = covariancesOf(outlook, candidate, [candidate]);
  return variance;
}

/** What a candidate is expected to take, in ms. */
export function meanDuration({ weights, logs, candidates }: Belief, candidate: number): number {
  return weights.reduce(
    (sum, weight, i) => sum + weight * Math.exp(logs[i * candidates.length + candidate] ?? 0),
    0,
  );
}

/** Cost is linear in what is billed. */
function costPerMs(plan: Plan, candidate: Candidate): { fixed: number; perMs: number } {
  const fixed = costOf(plan, candidate, 0);
  return { fixed, perMs: costOf(plan, candidate, 1) - fixed };
}

type Penalty = (shape: number, candidate: number, point: Point) => number;

function penaltyOf({ noise, candidates }: Belief, { plan: { limits }, usualScore, cold }: Scoring): Penalty {
  if (limits === undefined) return () => 0;
  const { p99Ms, p90Ms, meanMs, costPerMillionUsd, coldP99Ms } = limits;
  const upTo = (p: number, { variance }: { readonly variance: number }) =>
    Math.exp(normalQuantile(p) * Math.sqrt(variance) - variance / 2);
  const [to90, to99] = [upTo(0.9, noise), upTo(0.99, noise)];
  const coldTo99 = cold === undefined ? 1 : upTo(0.99, cold.noise);
  // Cold starts and warm invocations are believed in apart: each shape of one stands beside the mean of the other.
  const coldMs = cold === undefined ? [] : candidates.map((_, j) => meanDuration(cold, j));
  return (_, j, { cost, durationMs }) => {
    const excess = Math.max(
      over(durationMs * to99, p99Ms),
      over(durationMs * to90, p90Ms),
      over(durationMs, meanMs),
      over(cost * 1e6, costPerMillionUsd),
      over((coldMs[j] ?? 0) * coldTo99, coldP99Ms),
    );
    return excess <= 0 ? 0 : usualScore * (BROKEN + FURTHER * Math.log1p(excess));
  };
}

function over(value: number, limit: Limits[keyof Limits]): number {
  return limit === undefined ? Number.NEGATIVE_INFINITY : value / limit - 1;
}
