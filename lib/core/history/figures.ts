import type { CandidateResult, Figure } from '../../contract/index.ts';

/** What runs are compared by: of one configuration, one invocation's mean cost and duration. */
export interface ComparedFigures {
  /** Two runs are compared only where it is the same in both. */
  readonly of: string;
  readonly costUsd: Figure;
  readonly durationMs: Figure;
}

/**
 * Invocations in the proportion that the input asks for, where it asks for one; warm ones; of a run of cold starts
 * only, those.
 * @returns undefined where the configuration wasn't measured
 */
export function comparedFigures({ blended, warm, cold }: CandidateResult): ComparedFigures | undefined {
  if (blended !== undefined) {
    const { rate, costUsd, latencyMs } = blended;
    return { of: `blended ${rate}`, costUsd, durationMs: latencyMs.mean };
  }
  if (warm !== undefined) return { of: 'warm', costUsd: warm.costUsd, durationMs: warm.durationMs.mean };
  if (cold === undefined) return undefined;
  return { of: 'cold', costUsd: cold.costUsd, durationMs: cold.latencyMs.mean };
}
