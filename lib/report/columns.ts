import { type Figure, figuresOf, isRough, OTHER_FIGURES, samplesOf } from './figures.ts';
import { count, intervalOf, megabytes } from './numbers.ts';
import { type Metric, missingInWords, type Report, remarksOf, type ViewName } from './report.ts';
import { type Row, rowsOf } from './rows.ts';

/** A column of the table of candidates: the same texts in the terminal, on the page and in Markdown. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  /** As it is read; empty where there is nothing. */
  text(row: Row): string;
  /** What rows are sorted by. */
  value(row: Row): number | string | undefined;
  /** Between which values it may be, as it is read. */
  interval?(row: Row): string | undefined;
}

/**
 * Of a view's table, in its order; of several reports, first the one that says of which a row is. Columns without any
 * figure are left out.
 */
export function columnsOf(reports: readonly Report[], view: ViewName): Column[] {
  const rows = rowsOf(reports);
  const isOfArchitectures = reports[0]?.entries.some(({ architecture }) => architecture !== undefined);
  const figures = [...[...figuresOf(view), ...OTHER_FIGURES].map(figureColumn), samplesColumn(view)];
  return [
    ...(reports.length > 1 ? [textColumn('report', 'result', ({ title }) => title)] : []),
    {
      id: 'memoryMB',
      title: 'size',
      align: 'right',
      text: ({ entry }) => megabytes(entry.memoryMB),
      value: ({ entry }) => entry.memoryMB,
    },
    textColumn('series', isOfArchitectures ? 'architecture' : 'set', ({ entry }) => entry.series),
    ...figures.filter(({ text }) => rows.some((row) => text(row) !== '')),
    textColumn('remark', '', remarkOf),
  ];
}

/** Whether the mark of a rough p99 is in the table of any of them. */
export function hasRough(reports: readonly Report[], view: ViewName): boolean {
  return reports.some(({ entries }) =>
    entries.some(({ views }) => {
      const p99 = views[view]?.p99;
      return p99 !== undefined && isRough(p99);
    }),
  );
}

/** What the mark of a rough p99 means. */
export const ROUGH_LEGEND = '~ too few samples to say how far off this p99 may be';

function figureColumn({ id, title, of, write, mark }: Figure): Column {
  return {
    id,
    title,
    align: 'right',
    text: ({ entry, report }) => {
      const shown = of(entry);
      return shown === undefined ? '' : `${mark?.(shown) ?? ''}${write(shown.value, report)}`;
    },
    value: ({ entry }) => of(entry)?.value,
    interval: ({ entry, report }) => intervalOf(of(entry), (value) => write(value, report)),
  };
}

function samplesColumn(view: ViewName): Column {
  return {
    id: 'n',
    title: 'n',
    align: 'right',
    text: ({ entry }) => {
      const n = samplesOf(entry, view);
      return n === undefined ? '' : count(n);
    },
    value: ({ entry }) => samplesOf(entry, view),
  };
}

function textColumn(id: string, title: string, text: (row: Row) => string): Column {
  return { id, title, align: 'left', text, value: text };
}

function remarkOf({ report, entry }: Row): string {
  return entry.status === 'measured' ? remarksOf(report, entry).join(', ') : missingInWords(entry);
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
