import type { HistoryEntry } from '../../contract/index.ts';
import type { ComparedFigures } from './figures.ts';
import { commonNoise, fromKept, type LogNoise } from './logs.ts';

/**
 * What a history tells of a configuration.
 * @returns undefined where it doesn't say which invocations that is about, as those of earlier versions don't
 */
export function keptFigures({
  of,
  costUsd,
  durationMs,
  usualMs,
  n,
}: HistoryEntry['recommended']): ComparedFigures | undefined {
  if (of === undefined) return undefined;
  const logs = usualMs === undefined || n === undefined ? undefined : { usualMs, n };
  return { of, costUsd, durationMs, logs };
}

/**
 * The noise of a function's earlier runs: a confirmation has few samples, which alone hardly tell it.
 * @param of which invocations
 */
export function keptNoise(history: readonly HistoryEntry[], of: string): LogNoise {
  return commonNoise(
    history.filter(({ recommended }) => recommended.of === of).map(({ noise }) => noise && fromKept(noise)),
  );
}
