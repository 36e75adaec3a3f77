import { candidateKey, type Plan } from '../../contract/index.ts';
import type { Measured } from '../analysis/examined.ts';
import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import type { Point } from '../strategy/score.ts';
import { believeMeasured } from './earlier.ts';
import { beyondDurationMs, sampleCountOf } from './evidence.ts';
import { meanDuration, outlookOf, varianceOf } from './outlook.ts';
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
  const belief = believeMeasured(plan, searchShapes(plan.seed), candidates, measured);
  const { noise } = belief;
  const { limits: _, ...unlimited } = plan;
  const beyondMs = beyondDurationMs(measured);
  const outlook = outlookOf(belief, { plan: unlimited, beyondMs, score, usualScore: 1 });
  return new Map(
    measured.map((one, j) => {
      const mean = outlook.means[j] ?? 0;
      const estimate = {
        mean,
        n: sampleCountOf(one),
        varianceOfMean: varianceOf(outlook, j),
        degreesOfFreedom: noise.degreesOfFreedom,
        skewnessOfMean: 0,
      };
      const point = { cost: outlook.costs[j] ?? 0, durationMs: meanDuration(belief, j) };
      return [candidateKey(one.candidate), { ...point, score: mean, estimate }];
    }),
  );
}
