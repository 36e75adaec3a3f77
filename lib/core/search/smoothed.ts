import { candidateKey, type Plan } from '../../contract/index.ts';
import type { Measured } from '../analysis/examined.ts';
import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import type { Point } from '../strategy/score.ts';
import { believe } from './belief.ts';
import { beyondDurationMs, evidenceOf, noiseOf } from './evidence.ts';
import { outlookOf } from './outlook.ts';
import { searchShapes } from './shapes.ts';

/** A candidate by its own samples and by the curve through all that were measured. */
export interface Smoothed extends Point {
  readonly score: number;
  readonly estimate: MeanEstimate;
}

/**
 * What is believed of measured candidates after a search. One with two samples would win by luck if it were compared by
 * them alone: the curve knows that it isn't much better than its neighbours.
 */
export function smoothed(
  plan: Plan,
  measured: readonly Measured[],
  score: (point: Point) => number,
): Map<string, Smoothed> {
  if (measured.length === 0) return new Map();
  const candidates = measured.map(({ candidate }) => candidate);
  const noise = noiseOf(measured);
  const belief = believe(searchShapes(plan.seed), candidates, measured.map(evidenceOf), noise);
  const { limits: _, ...unlimited } = plan;
  const beyondMs = beyondDurationMs(measured);
  const by = (value: (point: Point) => number) =>
    outlookOf(belief, { plan: unlimited, beyondMs, score: value, usualScore: 1 });
  const [scores, costs, durations] = [by(score), by(({ cost }) => cost), by(({ durationMs }) => durationMs)];
  return new Map(
    measured.map(({ candidate, basis }, j) => {
      const mean = scores.means[j] ?? 0;
      let variance = scores.ownVariance[j] ?? 0;
      scores.weights.forEach((weight, i) => {
        variance += weight * ((scores.scores[i * candidates.length + j] ?? 0) - mean) ** 2;
      });
      const n = basis.strata.reduce((sum, { items }) => sum + items.length, 0);
      const estimate = {
        mean,
        n,
        varianceOfMean: variance,
        degreesOfFreedom: noise.degreesOfFreedom,
        skewnessOfMean: 0,
      };
      const [cost, durationMs] = [costs.means[j] ?? 0, durations.means[j] ?? 0];
      return [candidateKey(candidate), { cost, durationMs, score: mean, estimate }];
    }),
  );
}
