import { megabytes, milliseconds, money } from './numbers.ts';
import { type Entry, isSettled, METRICS, type Report, type Shown, type ViewName } from './report.ts';

/**
 * A figure of a candidate: where it is found, and how it is written. Tables and files all have these, so that they
 * can't differ.
 */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What it is called in a file for programs, with its view if it is of one, and its unit. */
  readonly name: string;
  of(entry: Entry): Shown | undefined;
  /** As it is read. */
  write(value: number, report: Report): string;
  /** What stands before it where it is not what it seems to be. */
  mark?(shown: Shown): string;
}

/** Of invocations of one kind: what they take, and what a million of them costs. */
export function figuresOf(view: ViewName): Figure[] {
  return [
    ...METRICS.map(
      (metric): Figure => ({
        id: metric,
        title: metric,
        name: `${view}_${metric}_ms`,
        of: ({ views }) => views[view]?.[metric],
        write: milliseconds,
        ...(metric === 'p99' ? { mark: (p99) => (isRough(p99) ? '~' : '') } : {}),
      }),
    ),
    {
      id: AMOUNT,
      title: 'cost per 1M',
      name: `${view}_cost_per_million`,
      of: ({ views }) => views[view]?.costPerMillion,
      write: (amount, { currency }) => money(amount, currency),
    },
  ];
}

/** The figure that is an amount, in its report's currency. */
export const AMOUNT = 'costPerMillion';

/** The same in every view. */
export const OTHER_FIGURES: readonly Figure[] = [
  { id: 'initMs', title: 'init', name: 'init_mean_ms', of: ({ initMs }) => initMs, write: milliseconds },
  {
    id: 'maxMemoryUsedMB',
    title: 'memory used',
    name: 'max_memory_used_mb',
    of: ({ maxMemoryUsedMB }) => (maxMemoryUsedMB === undefined ? undefined : { value: maxMemoryUsedMB }),
    write: megabytes,
  },
];

/** How many samples a view rests on. */
export function samplesOf({ views }: Entry, view: ViewName): number | undefined {
  return views[view]?.mean.n;
}

/** A p99 without an interval rests on the slowest one or two of too few samples. */
export function isRough(p99: Shown): boolean {
  return p99.n !== undefined && !isSettled(p99);
}
