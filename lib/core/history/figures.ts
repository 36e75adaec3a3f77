import type { CandidateResult, HistoryEntry } from '../../contract/index.ts';
import { commonNoise, type LogNoise, type Logs, logsOf } from './logs.ts';

/** A mean and its interval, where there is one. */
export type Span = HistoryEntry['recommended']['costUsd'];

/** What runs are compared by: of one configuration, one invocation's mean cost and duration. */
export interface ComparedFigures {
  /** Two runs are compared only where it is the same in both. */
  readonly of: string;
  readonly costUsd: Span;
  readonly durationMs: Span;
  /** Of the durations; absent where several kinds of invocations are in it, or it doesn't show its samples. */
  readonly logs?: Pick<Logs, 'usualMs' | 'n'> | undefined;
}

/**
 * Invocations in the proportion that the input asks for, where it asks for one; warm ones; of a run of cold starts
 * only, those.
 * @returns undefined where the configuration wasn't measured
 */
export function comparedFigures(candidate: CandidateResult): ComparedFigures | undefined {
  const { blended, warm, cold } = candidate;
  if (blended !== undefined) {
    const { rate, costUsd, latencyMs } = blended;
    return { of: `blended ${rate}`, costUsd, durationMs: latencyMs.mean };
  }
  const logs = logsOfCompared(candidate);
  if (warm !== undefined)
    return { of: 'warm', costUsd: warm.costUsd, durationMs: warm.durationMs.mean, logs };
  if (cold === undefined) return undefined;
  return { of: 'cold', costUsd: cold.costUsd, durationMs: cold.latencyMs.mean, logs };
}

/** The noise of the durations that a run is compared by, which all its configurations have in common. */
export function comparedNoise(candidates: readonly CandidateResult[]): LogNoise {
  return commonNoise(candidates.map((candidate) => logsOfCompared(candidate)?.noise));
}

function logsOfCompared({ blended, warm, cold }: CandidateResult): Logs | undefined {
  const distribution = warm?.durationMs ?? cold?.latencyMs;
  return blended !== undefined || distribution === undefined ? undefined : logsOf(distribution);
}
