import {
  type Candidate,
  candidateKey,
  DEFAULT_MIN_SAVING,
  type HistoryEntry,
  MOST_HISTORY,
  type TuningResult,
} from '../../contract/index.ts';
import { comparedFigures, comparedNoise, type Span } from './figures.ts';
import { toKeep } from './logs.ts';
import { outcomeOf } from './outcome.ts';
import { rounded } from './rounded.ts';

type Trial = NonNullable<NonNullable<TuningResult['applied']>['canary']>;

/** What a result that doesn't say its outcome is taken to have asked for: the defaults. */
const DEFAULT_RULES = { minSavingPercent: DEFAULT_MIN_SAVING * 100, weight: 0.5 };

/**
 * What is told of a run later.
 * @returns undefined where it has no figures of what it recommended
 */
export function historyEntryOf(result: TuningResult): HistoryEntry | undefined {
  const { recommendation, baseline, candidates, run, target, applied, outcome } = result;
  const recommended = measuredOf(result, recommendation);
  if (recommended === undefined) return undefined;
  const current = baseline === undefined ? undefined : measuredOf(result, baseline);
  return {
    executionArn: run.executionArn,
    startedAt: run.startedAt,
    codeSha256: target.codeSha256,
    // Results from before there were outcomes have none.
    outcome: outcome?.outcome ?? outcomeOf(result, undefined, DEFAULT_RULES).outcome,
    recommended,
    ...(current === undefined ? {} : { current }),
    ...noiseOf(candidates),
    applied: applied !== undefined,
    ...(applied?.canary === undefined ? {} : { canary: endOf(applied.canary) }),
    runCostUsd: run.costUsd,
    currency: run.prices.currency,
  };
}

/** The history of a run that comes after this one, the latest first. */
export function historyAfter(result: TuningResult): HistoryEntry[] {
  const entry = historyEntryOf(result);
  return [...(entry === undefined ? [] : [entry]), ...(result.history ?? [])].slice(0, MOST_HISTORY);
}

function measuredOf(
  { candidates }: TuningResult,
  { architecture, memoryMB }: Candidate,
): HistoryEntry['recommended'] | undefined {
  const key = candidateKey({ architecture, memoryMB });
  const found = candidates.find((candidate) => candidateKey(candidate) === key);
  const figures = found === undefined ? undefined : comparedFigures(found);
  if (figures === undefined) return undefined;
  const { of, costUsd, durationMs, logs } = figures;
  return {
    architecture,
    memoryMB,
    costUsd: spanOf(costUsd),
    durationMs: spanOf(durationMs),
    of,
    ...(logs === undefined ? {} : { usualMs: rounded(logs.usualMs), n: logs.n }),
  };
}

function endOf({ end }: Trial): NonNullable<HistoryEntry['canary']> {
  return end === undefined ? {} : { outcome: end.outcome, reason: end.reason };
}

function noiseOf(candidates: TuningResult['candidates']): Pick<HistoryEntry, 'noise'> {
  const noise = comparedNoise(candidates);
  if (noise.degreesOfFreedom === 0) return {};
  return { noise: toKeep(noise) };
}

function spanOf({ value, low, high }: Span): Span {
  return {
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
  };
}
