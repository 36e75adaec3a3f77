import type { PastConfiguration, PastRun, Report } from '../report.ts';
import type { LenientPastRun, LenientResult } from './lenient.ts';
import { perMillion } from './per-million.ts';

type Own = Pick<Report, 'entries' | 'basis' | 'recommended' | 'current' | 'currency'>;

/**
 * A result's run and those before it, the latest first. Runs that reckon in another currency are left out: their
 * amounts are on no common axis.
 * @returns nothing where there is none before it, or where it doesn't say when it was
 */
export function historyOf({ history, outcome, run, applied }: LenientResult, own: Own): PastRun[] {
  const before = history.filter(({ currency }) => currency === own.currency).map(pastRun);
  const recommended = configurationOf(own, own.recommended);
  const startedAt = run?.startedAt;
  if (before.length === 0 || recommended === undefined || startedAt === undefined) return [];
  if (Number.isNaN(Date.parse(startedAt))) return [];
  const latest: PastRun = {
    startedAt,
    outcome: outcome?.outcome ?? 'unchanged',
    current: configurationOf(own, own.current),
    recommended,
    applied: applied !== undefined,
    canary: applied?.canary && {},
  };
  return [latest, ...before];
}

function pastRun({ startedAt, outcome, current, recommended, applied, canary }: LenientPastRun): PastRun {
  return {
    startedAt,
    outcome,
    current: current === undefined ? undefined : pastConfiguration(current),
    recommended: pastConfiguration(recommended),
    applied,
    canary,
  };
}

function pastConfiguration({
  architecture,
  memoryMB,
  costUsd,
  durationMs,
}: LenientPastRun['recommended']): PastConfiguration {
  return { architecture, memoryMB, mean: durationMs, costPerMillion: perMillion(costUsd) };
}

/** Of the run itself, by what its candidates were compared by. */
function configurationOf({ entries, basis }: Own, key: string | undefined): PastConfiguration | undefined {
  const entry = entries.find((one) => one.key === key);
  const figures = entry?.views[basis];
  if (entry?.architecture === undefined || figures === undefined) return undefined;
  const { architecture, memoryMB } = entry;
  return { architecture, memoryMB, mean: figures.mean, costPerMillion: figures.costPerMillion };
}
