import type { Architecture, Candidate, Plan } from '../../lib/contract/index.ts';
import { costOf } from '../../lib/core/analysis/observation.ts';
import type { SearchingPlan } from '../../lib/core/search/sizes.ts';
import type { Interval } from '../../lib/core/statistics/interval.ts';
import type { Random } from '../../lib/core/statistics/random.ts';
import { trimmedMean } from '../../lib/core/statistics/trimmed-mean.ts';
import { playSearch } from '../../test/support/play-search.ts';
import type { Curve, Curves } from './curve.ts';

/** How one game went. */
export interface Game {
  readonly chosen: Candidate;
  /** Dollars of all draws, those that only warm up among them. */
  readonly spent: number;
  readonly invocations: number;
  readonly rounds: number;
  /** Of the chosen candidate's cost, where the player states one. */
  readonly stated?: Interval | undefined;
  /** Why it ended. */
  readonly stopped?: string | undefined;
}

/** A table of one curve. */
export interface Table {
  readonly plan: Plan;
  readonly curves: Curves;
  readonly random: Random;
}

const GRID_MB = [128, 256, 512, 1024, 1536, 3008];
const TRIMMED = 0.2;

/** The grid of aws-lambda-power-tuning's defaults: the sizes inside the curve's range, a fifth trimmed at each end. */
export function playGrid({ plan, curves, random }: Table, num: number): Game {
  const architecture = 'x86_64';
  const curve = curveOn(curves, architecture);
  const sizes = GRID_MB.filter((size) => size >= curve.smallestMB && size <= curve.largestMB);
  let spent = 0;
  const costs = sizes.map((memoryMB) => {
    const durations = Array.from({ length: num }, () => {
      const drawn = draw(curve, memoryMB, random);
      spent += costOf(plan, { architecture, memoryMB }, billed(drawn));
      return drawn;
    });
    return costOf(plan, { architecture, memoryMB }, Math.ceil(trimmedMean(durations, TRIMMED)));
  });
  const best = costs.indexOf(Math.min(...costs));
  return {
    chosen: { architecture, memoryMB: sizes[best] ?? 0 },
    spent,
    invocations: num * sizes.length,
    rounds: 1,
  };
}

/** Ours: the functions of the Analyzer, round by round, with the defaults; the first invocation of a probe is cold. */
export function playOurs({ plan, curves, random }: Table): Game {
  let spent = 0;
  const played = playSearch(plan as SearchingPlan, ({ architecture, memoryMB }) => {
    const durationMs = draw(curveOn(curves, architecture), memoryMB, random);
    spent += costOf(plan, { architecture, memoryMB }, billed(durationMs));
    return durationMs;
  });
  const { recommendation, candidates, invocations } = played.decision;
  const { architecture, memoryMB } = recommendation;
  const chosen = candidates.find((one) => one.architecture === architecture && one.memoryMB === memoryMB);
  const { low, high } = chosen?.warm?.costUsd ?? {};
  return {
    chosen: { architecture, memoryMB },
    spent,
    invocations,
    rounds: played.rounds.length,
    stopped: played.plan.search.outcome?.stopped,
    ...(low === undefined || high === undefined ? {} : { stated: { low, high } }),
  };
}

function draw(curve: Curve, memoryMB: number, random: Random): number {
  return Math.round(curve.draw(memoryMB, random) * 100) / 100;
}

function billed(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs));
}

function curveOn(curves: Curves, architecture: Architecture): Curve {
  const curve = curves[architecture];
  if (curve === undefined) throw new RangeError(`nothing was measured on ${architecture}`);
  return curve;
}
