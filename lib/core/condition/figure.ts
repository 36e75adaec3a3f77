import type { CandidateResult, Distribution, Figure, TuningResult } from '../../contract/index.ts';
import { perMillion } from '../analysis/figure.ts';
import type { ConditionFigure } from './condition.ts';

/** A figure as a condition takes it. An end of its interval may be known alone. */
export interface Judged {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Why an end is not known. */
  readonly note?: string;
}

/**
 * What invocations are compared by, as in the table of the result: warm ones, cold ones, or blends of both.
 */
export type Basis = 'warm' | 'cold' | 'blended';

export function basisOf({ candidates, recommendation }: TuningResult): Basis {
  if (recommendation.coldStartRate !== undefined && candidates.some(({ blended }) => blended))
    return 'blended';
  return candidates.some(({ warm }) => warm) || !candidates.some(({ cold }) => cold) ? 'warm' : 'cold';
}

/** Figures that are of the basis; the others are of cold starts, of memory or of the recommendation. */
export const OF_THE_BASIS: ReadonlySet<ConditionFigure> = new Set(['cost', 'mean', 'p50', 'p90', 'p99']);

/**
 * A figure of one candidate, never trimmed: `cost` of a million invocations, `init` the mean init (with
 * SnapStart restore), `memory` the most that an invocation used, which was seen and so has no interval.
 * @returns why there is none, in words
 */
export function figureOf(
  result: TuningResult,
  candidate: CandidateResult,
  name: Exclude<ConditionFigure, 'saving'>,
): Judged | string {
  const { cold, maxMemoryUsedMB } = candidate;
  switch (name) {
    case 'memory':
      return maxMemoryUsedMB === undefined ? 'no invocation reported its memory' : exactly(maxMemoryUsedMB);
    case 'init': {
      const mean = (cold?.initMs ?? cold?.restoreMs)?.mean;
      return mean === undefined ? 'no cold start came' : judged(mean);
    }
    case 'cold p99':
      return cold === undefined ? 'no cold start came' : quantile(cold.latencyMs, 'p99');
    default:
      return ofTheBasis(basisOf(result), candidate, name);
  }
}

/**
 * What the recommended configuration saves against the current one, in percent of what that costs.
 * @returns why there is none, in words
 */
export function savingOf({ recommendation, baseline }: TuningResult): Judged | string {
  const { saving } = recommendation;
  if (saving === undefined) return 'the current configuration was not measured, so that no saving is known';
  const isCurrent =
    baseline?.memoryMB === recommendation.memoryMB && baseline.architecture === recommendation.architecture;
  if (isCurrent) return exactly(0);
  const { costPercent: value, costPercentInterval: interval } = saving;
  return interval === undefined
    ? { value, note: 'too few samples for an interval' }
    : { value, low: Math.min(value, interval.low), high: Math.max(value, interval.high) };
}

function ofTheBasis(
  basis: Basis,
  { warm, cold, blended }: CandidateResult,
  name: 'cost' | 'mean' | Quantile,
): Judged | string {
  const figures = {
    warm: warm && { durations: warm.durationMs, costUsd: warm.costUsd },
    cold: cold && { durations: cold.latencyMs, costUsd: cold.costUsd },
    blended: blended && { durations: blended.latencyMs, costUsd: blended.costUsd },
  }[basis];
  if (figures === undefined) return MISSING[basis];
  if (name === 'cost') return judged(perMillion(figures.costUsd));
  return name === 'mean' ? judged(figures.durations.mean) : quantile(figures.durations, name);
}

const MISSING: Readonly<Record<Basis, string>> = {
  warm: 'no warm invocation came',
  cold: 'no cold start came',
  blended: 'cold starts or warm invocations are missing',
};

type Quantile = 'p50' | 'p90' | 'p99';
const SMALLER: Readonly<Record<Quantile, readonly Quantile[]>> = {
  p50: [],
  p90: ['p50'],
  p99: ['p90', 'p50'],
};

/**
 * Where a quantile has too few samples for an interval, it is still over whatever a smaller one surely is:
 * its low end. Where samples were condensed, ends are as much further out as that may have moved them.
 */
function quantile(durations: Distribution, name: Quantile): Judged {
  const { relativeError = 0 } = durations;
  const own = judged(durations[name]);
  const below = SMALLER[name].map((one) => durations[one].low).find((low) => low !== undefined);
  const low = own.low ?? below;
  return {
    ...own,
    ...(low === undefined ? {} : { low: Math.min(own.value, low * (1 - relativeError)) }),
    ...(own.high === undefined ? {} : { high: own.high * (1 + relativeError) }),
  };
}

function judged({ value, low, high, note }: Figure): Judged {
  return {
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(note === undefined ? {} : { note }),
  };
}

function exactly(value: number): Judged {
  return { value, low: value, high: value };
}
