import type { HistoryEntry, Outcome, TuningResult } from '../../lib/contract/index.ts';

type Configuration = HistoryEntry['recommended'];

function configuration(memoryMB: number, ms: number): Configuration {
  const about = (value: number) => ({ value, low: value * 0.97, high: value * 1.03 });
  return { architecture: 'x86_64', memoryMB, costUsd: about(ms * 1e-8), durationMs: about(ms) };
}

/** A run of a week before, by its number; the function had 512 MB, and 1024 MB were recommended. */
export function pastRun(
  week: number,
  ms: number,
  outcome: Outcome,
  more: Partial<HistoryEntry> = {},
): HistoryEntry {
  return {
    executionArn: `arn:aws:states:eu-west-1:123456789012:execution:power-tuner:week-${week}`,
    startedAt: new Date(Date.UTC(2026, 8, 7 + 7 * week, 3)).toISOString(),
    codeSha256: 'x',
    outcome,
    recommended: configuration(1024, ms / 2),
    current: configuration(512, ms),
    applied: false,
    runCostUsd: 0.01,
    currency: 'USD',
    ...more,
  };
}

/** The latest first. */
export const PAST_RUNS: readonly HistoryEntry[] = [
  pastRun(3, 140, 'regressed'),
  pastRun(2, 101, 'better', { applied: true }),
  pastRun(1, 100, 'unchanged'),
];

export function withHistory(
  result: TuningResult,
  history: readonly HistoryEntry[] = PAST_RUNS,
  outcome: Outcome = 'unchanged',
): TuningResult {
  return { ...result, history: [...history], outcome: { outcome } };
}
