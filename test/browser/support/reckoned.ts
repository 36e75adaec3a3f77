import type { CandidateResult, Figure, TuningResult } from '../../../lib/contract/index.ts';
import { between, milliseconds, money } from '../../../lib/report/numbers.ts';

/**
 * What a page has to say of a result, reckoned here from its JSON and nothing else, so that it checks the page's own
 * way to its figures.
 */

export type View = 'warm' | 'cold' | 'blended';
export const METRICS = ['mean', 'p50', 'p90', 'p99'] as const;
export type Metric = (typeof METRICS)[number];

/** How the page's controls call them. */
export const VIEW_LABELS = { warm: 'warm', cold: 'cold starts', blended: 'blended' } as const;
export const METRIC_LABELS = { mean: 'mean', p50: 'median (p50)', p90: 'p90', p99: 'p99' } as const;

export function nameOf({ memoryMB, architecture }: { memoryMB: number; architecture: string }): string {
  return `${memoryMB} MB ${architecture}`;
}

export function isSame(
  one: { memoryMB: number; architecture: string },
  other: { memoryMB: number; architecture: string } | undefined,
): boolean {
  return one.memoryMB === other?.memoryMB && one.architecture === other.architecture;
}

export function viewsOf({ candidates }: TuningResult): View[] {
  return (['warm', 'cold', 'blended'] as const).filter((view) =>
    candidates.some((candidate) => candidate[view] !== undefined),
  );
}

/** The view by which candidates were compared. */
export function basisOf(result: TuningResult): View {
  const views = viewsOf(result);
  if (result.recommendation.coldStartRate !== undefined && views.includes('blended')) return 'blended';
  return views.includes('warm') ? 'warm' : 'cold';
}

export function durationOf(candidate: CandidateResult, view: View, metric: Metric): Figure | undefined {
  if (view === 'warm') return candidate.warm?.durationMs[metric];
  return candidate[view]?.latencyMs[metric];
}

/** US dollars of one invocation. */
export function costOf(candidate: CandidateResult, view: View): Figure | undefined {
  return candidate[view]?.costUsd;
}

export function baselineOf({ candidates, baseline, recommendation }: TuningResult): CandidateResult {
  const found =
    candidates.find((one) => one.status === 'measured' && isSame(one, baseline)) ??
    candidates.find((one) => isSame(one, recommendation));
  if (found === undefined) throw new Error('a result without its recommendation among its candidates');
  return found;
}

export function recommendedOf({ candidates, recommendation }: TuningResult): CandidateResult {
  const found = candidates.find((one) => isSame(one, recommendation));
  if (found === undefined) throw new Error('a result without its recommendation among its candidates');
  return found;
}

export function costPercent(candidate: CandidateResult, baseline: CandidateResult, view: View) {
  const [own, other] = [costOf(candidate, view)?.value, costOf(baseline, view)?.value];
  return own === undefined || other === undefined ? undefined : (100 * (other - own)) / other;
}

export function timePercent(
  candidate: CandidateResult,
  baseline: CandidateResult,
  view: View,
  metric: Metric,
) {
  const [own, other] = [
    durationOf(candidate, view, metric)?.value,
    durationOf(baseline, view, metric)?.value,
  ];
  return own === undefined || other === undefined ? undefined : (100 * (other - own)) / other;
}

/** "36% cheaper" */
export function inWords(percent: number, better: string, worse: string): string {
  if (percent === 0) return 'the same';
  const whole = Math.round(Math.abs(percent));
  return `${whole === 0 ? '<1' : whole}% ${percent > 0 ? better : worse}`;
}

/** A cell: its figure, and the interval below it. */
export interface Cell {
  readonly text: string;
  readonly interval?: string;
}

/** What the table says of a candidate under each heading. */
export function cellsOf(
  result: TuningResult,
  candidate: CandidateResult,
  view: View,
  metric: Metric,
  baseline = baselineOf(result),
): Record<string, Cell> {
  const naming = {
    size: { text: `${candidate.memoryMB} MB` },
    architecture: { text: candidate.architecture },
  };
  if (candidate.status !== 'measured')
    return { ...naming, remarks: { text: `${candidate.status}: ${candidate.reason}` } };
  const remarks = [
    ...(isSame(candidate, result.recommendation) ? ['recommended'] : []),
    ...(result.recommendation.ties.some((tie) => isSame(candidate, tie)) ? ['tie'] : []),
    ...(isSame(candidate, result.baseline) ? ['current'] : []),
  ];
  const time = (figure: Figure | undefined, mark = ''): Cell =>
    figure === undefined
      ? { text: '' }
      : { text: `${mark}${milliseconds(figure.value)}`, ...intervalOf(figure, 1, milliseconds) };
  const cost = costOf(candidate, view);
  const [cheaper, faster] = [
    costPercent(candidate, baseline, view),
    timePercent(candidate, baseline, view, metric),
  ];
  const p99 = durationOf(candidate, view, 'p99');
  const isBaseline = isSame(candidate, baseline);
  return {
    ...naming,
    remarks: { text: remarks.join(', ') },
    ...Object.fromEntries(
      METRICS.map((name) => [
        name,
        time(durationOf(candidate, view, name), name === 'p99' && p99?.low === undefined ? '~' : ''),
      ]),
    ),
    'cost per 1M': {
      text: cost === undefined ? '' : dollars(cost.value * 1e6),
      ...(cost === undefined ? {} : intervalOf(cost, 1e6, dollars)),
    },
    'cost against': {
      text: isBaseline ? '–' : cheaper === undefined ? '' : inWords(cheaper, 'cheaper', 'dearer'),
    },
    'time against': {
      text: isBaseline ? '–' : faster === undefined ? '' : inWords(faster, 'faster', 'slower'),
    },
    init: time(candidate.cold?.initMs?.mean),
    'memory used': {
      text: candidate.maxMemoryUsedMB === undefined ? '' : `${candidate.maxMemoryUsedMB} MB`,
    },
    n: { text: String(durationOf(candidate, view, 'mean')?.n ?? '') },
  };
}

export function intervalOf(
  { low, high }: Figure,
  factor: number,
  write: (value: number) => string,
): { interval?: string } {
  return low === undefined || high === undefined
    ? {}
    : { interval: between(low * factor, high * factor, write) };
}

export function dollars(amount: number): string {
  return money(amount, 'USD');
}

/** US dollars a month. */
export function monthlyOf(candidate: CandidateResult, invocations: number, coldShare: number) {
  const [warm, cold] = [costOf(candidate, 'warm')?.value, costOf(candidate, 'cold')?.value];
  if (warm === undefined) return undefined;
  return invocations * (cold === undefined ? warm : (1 - coldShare) * warm + coldShare * cold);
}

/** Names of the candidates of which no other is cheaper and not slower, or faster and not dearer; the cheapest first. */
export function frontOf({ candidates }: TuningResult, view: View, metric: Metric) {
  const points = candidates.flatMap((candidate) => {
    const [cost, ms] = [costOf(candidate, view)?.value, durationOf(candidate, view, metric)?.value];
    return cost === undefined || ms === undefined ? [] : [{ candidate, cost, ms }];
  });
  return points
    .filter(
      (one) =>
        !points.some(
          (other) =>
            other.cost <= one.cost && other.ms <= one.ms && (other.cost < one.cost || other.ms < one.ms),
        ),
    )
    .sort((a, b) => a.cost - b.cost);
}
