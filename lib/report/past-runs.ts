import type { CanaryOutcome } from '../contract/index.ts';
import { megabytes } from './numbers.ts';
import type { PastConfiguration, PastRun } from './report.ts';

/** As a person reads it: `2026-11-26 14:05`, in UTC. */
export function runTime(startedAt: string): string {
  return new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
}

/** What a run is drawn by: what the function had; where that was not measured, what was recommended. */
export function drawnOf({ current, recommended }: PastRun): PastConfiguration {
  return current ?? recommended;
}

export function configurationName({ architecture, memoryMB }: PastConfiguration): string {
  return `${megabytes(memoryMB)} on ${architecture}`;
}

const CANARIES: Readonly<Record<CanaryOutcome['outcome'], string>> = {
  complete: 'applied',
  back: 'went back',
  moved: 'alias moved',
  failed: 'canary failed',
};

/** "regressed, applied"; of a canary whose end is not known, or has yet to come, that there was one. */
export function outcomeInWords({
  outcome,
  applied,
  canary,
}: Pick<PastRun, 'outcome' | 'applied' | 'canary'>): string {
  if (!applied) return outcome;
  const done = canary === undefined ? 'applied' : canary.outcome && CANARIES[canary.outcome];
  return `${outcome}, ${done ?? 'canary'}`;
}
