import type { Strategy } from '../../contract/index.ts';

/** What the strategies weigh: the cost of one invocation, and its duration in ms. */
export interface Point {
  readonly cost: number;
  readonly durationMs: number;
}

/** The rule of a plan: what to look at, and for `balanced` how much of each. */
export interface Rule {
  readonly strategy: Strategy;
  /** 0 is speed, 1 is cost. */
  readonly balancedWeight: number;
}

/**
 * How bad a point is by the strategy; the smallest is best.
 *
 * - cost: the cost of one invocation
 * - speed: its duration in ms
 * - balanced: w · cost / largest cost + (1 − w) · duration / longest duration, as aws-lambda-power-tuning has
 *   it; the largest is over `all`, the averages of the candidates that can be chosen
 *
 * The score is linear in both, so that the mean of scores is the score of the means.
 */
export function scorer({ strategy, balancedWeight }: Rule, all: readonly Point[]): (point: Point) => number {
  switch (strategy) {
    case 'cost':
      return ({ cost }) => cost;
    case 'speed':
      return ({ durationMs }) => durationMs;
    case 'balanced': {
      const maxCost = Math.max(...all.map(({ cost }) => cost));
      const maxDurationMs = Math.max(...all.map(({ durationMs }) => durationMs));
      return ({ cost, durationMs }) =>
        balancedWeight * share(cost, maxCost) + (1 - balancedWeight) * share(durationMs, maxDurationMs);
    }
  }
}

/** Where nothing costs anything (prices may be given as 0), all are alike. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
