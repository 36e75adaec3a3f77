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

/** "regressed, applied". */
export function outcomeInWords({ outcome, applied }: Pick<PastRun, 'outcome' | 'applied'>): string {
  return applied ? `${outcome}, applied` : outcome;
}
