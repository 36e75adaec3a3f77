import type { CandidateResult, Distribution, Figure, TuningResult } from '../../contract/index.ts';
import { perMillion } from '../analysis/figure.ts';
import { comparedKind, type InvocationKind, invocationsOf } from '../analysis/invocation-kind.ts';
import type { ConditionFigure } from './condition.ts';

/** A figure as a condition takes it. An end of its interval may be known alone; `note` says why one isn't. */
export type Judged = Pick<Figure, 'value' | 'low' | 'high' | 'note'>;

/** Figures of what candidates were compared by; the others are of cold starts, of memory or of the recommendation. */
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
      return (cold?.initMs ?? cold?.restoreMs)?.mean ?? 'no cold start came';
    }
    case 'cold p99':
      return cold === undefined ? 'no cold start came' : quantile(cold.latencyMs, 'p99');
    default:
      return ofTheBasis(comparedKind(result), candidate, name);
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
  basis: InvocationKind,
  candidate: CandidateResult,
  name: 'cost' | 'mean' | Quantile,
): Judged | string {
  const invocations = invocationsOf(candidate, basis);
  if (invocations === undefined) return MISSING[basis];
  const { durationMs, costUsd } = invocations;
  if (name === 'cost') return perMillion(costUsd);
  return name === 'mean' ? durationMs.mean : quantile(durationMs, name);
}

const MISSING: Readonly<Record<InvocationKind, string>> = {
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
  const own = durations[name];
  const below = SMALLER[name].map((one) => durations[one].low).find((low) => low !== undefined);
  const low = own.low ?? below;
  return {
    ...own,
    ...(low === undefined ? {} : { low: Math.min(own.value, low * (1 - relativeError)) }),
    ...(own.high === undefined ? {} : { high: own.high * (1 + relativeError) }),
  };
}

function exactly(value: number): Judged {
  return { value, low: value, high: value };
}
