import { mean, quantile } from 'simple-statistics';
import type { Architecture, Candidate, Plan } from '../../lib/contract/index.ts';
import { costOf } from '../../lib/core/analysis/observation.ts';
import type { Curve, Curves } from './curve.ts';
import type { Game } from './players.ts';

/** How a player did over all seeds of one curve. */
export interface Summary {
  /** Dollars of all draws, as a ratio to the grid with num 10. */
  readonly costRatio: number;
  readonly medianRegret: number;
  readonly p90Regret: number;
  /** How often the stated interval of the chosen candidate's cost holds its true cost. */
  readonly coverage: number;
  readonly invocations: number;
  readonly rounds: number;
  readonly chosenMB: number;
  readonly optimumMB: number;
  /** How often the search said that it was sure. */
  readonly sure: number;
}

/** Half a millisecond is what rounding up to whole milliseconds adds on average. */
const ROUNDED_UP_MS = 0.5;

/** @param grid10 what the grid with num 10 spent on average */
export function summaryOf(plan: Plan, curves: Curves, games: readonly Game[], grid10: number): Summary {
  const trueCost = (candidate: Candidate) =>
    costOf(
      plan,
      candidate,
      (curves[candidate.architecture]?.meanMs(candidate.memoryMB) ?? 0) + ROUNDED_UP_MS,
    );
  const optimum = everySize(curves).reduce((best, one) => (trueCost(one) < trueCost(best) ? one : best));
  const least = trueCost(optimum);
  const regrets = games.map(({ chosen }) => trueCost(chosen) / least - 1);
  const covered = games.filter(({ chosen, stated }) => {
    const truth = trueCost(chosen);
    return stated !== undefined && stated.low <= truth && truth <= stated.high;
  });
  return {
    costRatio: mean(games.map(({ spent }) => spent)) / grid10,
    medianRegret: quantile(regrets, 0.5),
    p90Regret: quantile(regrets, 0.9),
    coverage: covered.length / games.length,
    invocations: mean(games.map(({ invocations }) => invocations)),
    rounds: mean(games.map(({ rounds }) => rounds)),
    chosenMB: Math.round(
      quantile(
        games.map(({ chosen }) => chosen.memoryMB),
        0.5,
      ),
    ),
    optimumMB: optimum.memoryMB,
    sure: games.filter(({ stopped }) => stopped === 'sure').length / games.length,
  };
}

function everySize(curves: Curves): Candidate[] {
  return (Object.entries(curves) as [Architecture, Curve][]).flatMap(([architecture, curve]) =>
    Array.from({ length: curve.largestMB - curve.smallestMB + 1 }, (_, at) => ({
      architecture,
      memoryMB: curve.smallestMB + at,
    })),
  );
}

/** Over several curves: geometric mean of the cost ratios, mean of the medians, the worst 90th percentile. */
export function overall(summaries: readonly Summary[]) {
  const each = (of: (summary: Summary) => number) => summaries.map(of);
  return {
    costRatio: Math.exp(mean(each(({ costRatio }) => Math.log(costRatio)))),
    meanMedianRegret: mean(each(({ medianRegret }) => medianRegret)),
    worstP90Regret: Math.max(...each(({ p90Regret }) => p90Regret)),
    coverage: mean(each(({ coverage }) => coverage)),
    invocations: mean(each(({ invocations }) => invocations)),
    rounds: mean(each(({ rounds }) => rounds)),
  };
}
