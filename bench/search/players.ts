import type { Architecture, Candidate, Previous } from '../../lib/contract/index.ts';
import { costOf } from '../../lib/core/analysis/observation.ts';
import { previousOf } from '../../lib/core/history/previous.ts';
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
  /** What a later run may start from. */
  readonly previous?: Previous | undefined;
  /** Why it ended. */
  readonly stopped?: string | undefined;
}

/** A table of one curve. */
export interface Table {
  readonly plan: SearchingPlan;
  readonly curves: Curves;
  readonly random: Random;
}

const GRID_MB = [128, 256, 512, 1024, 1536, 3008];
const TRIMMED = 0.2;

/**
 * The grid of aws-lambda-power-tuning's defaults: the sizes inside the curve's range, a fifth trimmed at each end. It
 * measures one architecture in a run: of two it is run twice.
 */
export function playGrid({ plan, curves, random }: Table, num: number): Game {
  let spent = 0;
  const measured = (Object.keys(curves) as Architecture[]).flatMap((architecture) => {
    const curve = curveOn(curves, architecture);
    return GRID_MB.filter((size) => size >= curve.smallestMB && size <= curve.largestMB).map((memoryMB) => {
      const candidate = { architecture, memoryMB };
      const durations = Array.from({ length: num }, () => {
        const drawn = draw(curve, memoryMB, random);
        spent += costOf(plan, candidate, billed(drawn));
        return drawn;
      });
      return { candidate, cost: costOf(plan, candidate, Math.ceil(trimmedMean(durations, TRIMMED))) };
    });
  });
  const best = measured.reduce((a, b) => (b.cost < a.cost ? b : a));
  return { chosen: best.candidate, spent, invocations: num * measured.length, rounds: 1 };
}

/** Ours: the functions of the Analyzer, round by round, with the defaults; the first invocation of a probe is cold. */
export function playOurs({ plan, curves, random }: Table): Game {
  let spent = 0;
  const played = playSearch(plan, ({ architecture, memoryMB }) => {
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
    previous: previousOf({
      ...played.decision,
      run: plan,
      target: plan.target,
    }),
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
