import type { Architecture, CanaryOutcome, Outcome } from '../contract/index.ts';
import type { Currency } from './numbers.ts';

/**
 * A result as it is shown, whoever wrote it: the page, the picture, the table and the terminal all draw this, so
 * that they show the same figures. Made by `reading/`; texts in it are still somebody else's: whoever draws them
 * makes them harmless.
 */
export interface Report {
  /** What it is called: the function's name, or what a link calls it. */
  readonly title: string;
  readonly currency: Currency;
  /** In the result's order. */
  readonly entries: readonly Entry[];
  /** The view by which candidates were compared. */
  readonly basis: ViewName;
  /** Share of cold starts in the blended view, from 0 to 1. */
  readonly coldStartRate?: number | undefined;
  /** Keys of entries. */
  readonly recommended?: string | undefined;
  readonly current?: string | undefined;
  readonly ties: ReadonlySet<string>;
  readonly pareto: ReadonlySet<string>;
  readonly sentence?: string | undefined;
  /** From 0 to 1. */
  readonly confidence?: number | undefined;
  /** What was measured with: absent where another tool wrote it. */
  readonly measuredBy?: 'aws' | 'process' | 'replayed' | undefined;
  readonly source?: string | undefined;
  readonly invocationsAMonth?: number | undefined;
  /** Against the current configuration, in words: "36% cheaper (35% to 37%) and 218% slower (213% to 223%)". */
  readonly saving?: string | undefined;
  /** What an optimizer changed, in words. */
  readonly applied?: string | undefined;
  /** What somebody may change, or has to. */
  readonly proposal?: ProposedChange | undefined;
  /** What changed since the run before, in words. */
  readonly since?: string | undefined;
  /** How a search ended, in words. */
  readonly searched?: string | undefined;
  /** What the run itself cost, in words. */
  readonly spent?: string | undefined;
  /** To a picture of it elsewhere. Begins with https:// or http://. */
  readonly link?: string | undefined;
  /** What is known of the run, each with its label. */
  readonly facts: readonly Fact[];
  readonly warnings: readonly string[];
  /** What is good to know, and nothing to mend. */
  readonly insights: readonly string[];
  /** Why the search measured what it did. */
  readonly why: readonly string[];
  /** This run and those before it, the latest first; empty where there is none before it. */
  readonly history: readonly PastRun[];
}

/** One run among others of the same function. */
export interface PastRun {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly outcome: Outcome;
  /** The configuration that the function had; absent where it was not measured. */
  readonly current?: PastConfiguration | undefined;
  readonly recommended: PastConfiguration;
  /** Whether the function was given what was recommended. */
  readonly applied: boolean;
  /** Where an alias was moved by degrees: how that ended, where it is known. */
  readonly canary?: { readonly outcome?: CanaryOutcome['outcome'] | undefined } | undefined;
}

export interface PastConfiguration {
  readonly architecture: Architecture;
  readonly memoryMB: number;
  /** In ms. */
  readonly mean: Shown;
  readonly costPerMillion: Shown;
}

export interface ProposedChange {
  /** What to change where, and why it was not applied, in sentences. */
  readonly text: string;
  /** The lines to change, or a command. */
  readonly lines: string;
  /** What they are written in, as a fenced block says it: `yaml`. */
  readonly language: string;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** One candidate. */
export interface Entry {
  /** Unique in its report. */
  readonly key: string;
  /** What its points are joined by: the architecture, or what a link calls its set. */
  readonly series: string;
  readonly architecture?: Architecture | undefined;
  readonly memoryMB: number;
  readonly status: 'measured' | 'failed' | 'not-measurable' | 'skipped';
  readonly reason?: string | undefined;
  readonly views: Readonly<Partial<Record<ViewName, View>>>;
  /** Mean init, or restore, in ms. */
  readonly initMs?: Shown | undefined;
  readonly maxMemoryUsedMB?: number | undefined;
  /** What a table says beside the figures: "p99 4% over", "memory tight". */
  readonly notes: readonly string[];
  /** Invocations that gave no sample: "2 × Function.Timeout". */
  readonly failures: readonly string[];
}

export const VIEWS = ['warm', 'cold', 'blended'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What one kind of invocation takes and costs. Times in ms. */
export interface View {
  readonly mean: Shown;
  readonly p50?: Shown | undefined;
  readonly p90?: Shown | undefined;
  readonly p99?: Shown | undefined;
  /** Of a million invocations. */
  readonly costPerMillion: Shown;
  /** Samples in order, or evenly spaced quantiles of them, in ms. */
  readonly quantilesMs?: readonly number[] | undefined;
}

export const METRICS = ['mean', 'p50', 'p90', 'p99'] as const;
export type Metric = (typeof METRICS)[number];

/** A number that is shown, with its 95% interval and how many samples it rests on where that is known. */
export interface Shown {
  readonly value: number;
  readonly n?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Whether its interval is known. */
export function isSettled({ low, high }: Shown): boolean {
  return low !== undefined && high !== undefined;
}

/** The entries that a view has figures of, the smallest size first. */
export function drawn(report: Report, view: ViewName): { readonly entry: Entry; readonly view: View }[] {
  return report.entries
    .flatMap((entry) => {
      const own = entry.views[view];
      return own === undefined ? [] : [{ entry, view: own }];
    })
    .sort((a, b) => a.entry.memoryMB - b.entry.memoryMB);
}

/** The views that any entry has figures of. */
export function viewsOf(reports: readonly Report[]): ViewName[] {
  return VIEWS.filter((view) => reports.some((report) => drawn(report, view).length > 0));
}

/** What stands beside an entry's figures: that it is the answer, a tie, the current one, and its notes. */
export function remarksOf({ recommended, current, ties }: Report, entry: Entry): string[] {
  return [
    ...(entry.key === recommended ? ['recommended'] : []),
    ...(ties.has(entry.key) ? ['tie'] : []),
    ...(entry.key === current ? ['current'] : []),
    ...entry.notes,
  ];
}

/** Why a candidate has no figures. */
export function missingInWords({ status, reason }: Entry): string {
  return `${status}: ${reason ?? 'no reason is known'}`;
}

/** Of candidates that were measured, which of their invocations gave no sample. */
export function leftOutInWords({ entries }: Report): string[] {
  return entries.flatMap(({ key, status, failures }) =>
    status === 'measured' && failures.length > 0 ? [`${key}: ${failures.join(', ')} left out`] : [],
  );
}

/** The reports that can stand beside the first: amounts of another currency can't. */
export function comparable(reports: readonly Report[]): readonly Report[] {
  const [first] = reports;
  return reports.filter(({ currency }) => currency === first?.currency);
}

/** What is said where some of them can't. */
export const OTHER_CURRENCY =
  'results in another currency than the first are left out: amounts of two currencies have no common axis';
