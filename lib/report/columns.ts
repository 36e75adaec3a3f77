import { between, count, megabytes, milliseconds, money } from './numbers.ts';
import {
  type Entry,
  isSettled,
  METRICS,
  type Metric,
  type Report,
  remarksOf,
  type Shown,
  type View,
  type ViewName,
} from './report.ts';

/** A column of the table of a result: the same texts in the terminal, on the page and in Markdown. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  /** As it is read; empty where there is nothing. */
  text(entry: Entry): string;
  /** What rows are sorted by. */
  value(entry: Entry): number | string | undefined;
  /** Between which values it may be, as it is read. */
  interval?(entry: Entry): string | undefined;
}

/** Of a view's table, in its order. Columns without any figure are left out, but those of size and remarks. */
export function columnsOf(report: Report, view: ViewName): Column[] {
  const architectures = report.entries.some(({ architecture }) => architecture !== undefined);
  const column = (
    id: string,
    title: string,
    of: (view: View) => Shown | undefined,
    write: (value: number) => string,
    mark: (shown: Shown) => string = () => '',
  ) => figureColumn(id, title, (entry) => own(entry, view, of), write, mark);
  const figures = [
    ...METRICS.map((metric) =>
      column(metric, metric, (one) => one[metric], milliseconds, metric === 'p99' ? rough : undefined),
    ),
    column(
      'costPerMillion',
      'cost per 1M',
      (one) => one.costPerMillion,
      (value) => money(value, report.currency),
    ),
    figureColumn('initMs', 'init', ({ initMs }) => initMs, milliseconds),
    figureColumn(
      'maxMemoryUsedMB',
      'memory used',
      ({ maxMemoryUsedMB }) => (maxMemoryUsedMB === undefined ? undefined : { value: maxMemoryUsedMB }),
      megabytes,
    ),
    samplesColumn(view),
  ];
  return [
    {
      id: 'memoryMB',
      title: 'size',
      align: 'right',
      text: ({ memoryMB }) => megabytes(memoryMB),
      value: ({ memoryMB }) => memoryMB,
    },
    {
      id: 'series',
      title: architectures ? 'architecture' : 'set',
      align: 'left',
      text: ({ series }) => series,
      value: ({ series }) => series,
    },
    ...figures.filter(({ text }) => report.entries.some((entry) => text(entry) !== '')),
    {
      id: 'remark',
      title: '',
      align: 'left',
      text: (entry) => remarkOf(report, entry),
      value: (entry) => remarkOf(report, entry),
    },
  ];
}

/** A p99 without an interval rests on the slowest one or two of too few samples. */
function isRough(p99: Shown): boolean {
  return p99.n !== undefined && !isSettled(p99);
}

function rough(p99: Shown): string {
  return isRough(p99) ? '~' : '';
}

/** Whether the mark of a rough p99 is in the table of any of them. */
export function hasRough(reports: readonly Report[], view: ViewName): boolean {
  return reports.some(({ entries }) =>
    entries.some((entry) => {
      const p99 = entry.views[view]?.p99;
      return p99 !== undefined && isRough(p99);
    }),
  );
}

/** What the mark of a rough p99 means. */
export const ROUGH_LEGEND = '~ too few samples to say how far off this p99 may be';

function own(entry: Entry, view: ViewName, of: (view: View) => Shown | undefined): Shown | undefined {
  const figures = entry.views[view];
  return figures === undefined ? undefined : of(figures);
}

function figureColumn(
  id: string,
  title: string,
  of: (entry: Entry) => Shown | undefined,
  write: (value: number) => string,
  mark: (shown: Shown) => string = () => '',
): Column {
  return {
    id,
    title,
    align: 'right',
    text: (entry) => {
      const shown = of(entry);
      return shown === undefined ? '' : `${mark(shown)}${write(shown.value)}`;
    },
    value: (entry) => of(entry)?.value,
    interval: (entry) => {
      const { low, high } = of(entry) ?? {};
      return low === undefined || high === undefined ? undefined : between(low, high, write);
    },
  };
}

function samplesColumn(view: ViewName): Column {
  const samples = (entry: Entry) => entry.views[view]?.mean.n;
  return {
    id: 'n',
    title: 'n',
    align: 'right',
    text: (entry) => {
      const n = samples(entry);
      return n === undefined ? '' : count(n);
    },
    value: samples,
  };
}

function remarkOf(report: Report, entry: Entry): string {
  if (entry.status !== 'measured') return `${entry.status}: ${entry.reason ?? 'no reason is known'}`;
  return remarksOf(report, entry).join(', ');
}

export const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  mean: 'mean',
  p50: 'median (p50)',
  p90: 'p90',
  p99: 'p99',
};

export const VIEW_NAMES: Readonly<Record<ViewName, string>> = {
  warm: 'warm',
  cold: 'cold starts',
  blended: 'blended',
};
