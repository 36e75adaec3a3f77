import { columnsOf } from './columns.ts';
import { titlesOf } from './picture/style.ts';
import type { Entry, Report, ViewName } from './report.ts';

/** A candidate of one of several reports. */
export interface ReportRow {
  readonly report: Report;
  /** Of its report, beside the others. */
  readonly title: string;
  readonly entry: Entry;
}

/** A column of the table of several reports: columns.ts's, with each row's own report. */
export interface RowColumn {
  readonly id: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  text(row: ReportRow): string;
}

export function rowsOf(reports: readonly Report[]): ReportRow[] {
  const titles = titlesOf(reports);
  return reports.flatMap((report, index) =>
    report.entries.map((entry) => ({ report, title: titles[index] ?? '', entry })),
  );
}

/** Columns that any of the reports has; of several, first the one that says of which a row is. */
export function rowColumnsOf(reports: readonly Report[], view: ViewName): RowColumn[] {
  const own = new Map(
    reports.map((report) => [report, new Map(columnsOf(report, view).map((column) => [column.id, column]))]),
  );
  const known = new Set([...own.values()].flatMap((columns) => [...columns.keys()]));
  const ids = ORDER.filter((id) => known.has(id));
  const columns = ids.map((id): RowColumn => {
    const first = [...own.values()].map((all) => all.get(id)).find((column) => column !== undefined);
    return {
      id,
      title: first?.title ?? id,
      align: first?.align ?? 'left',
      text: ({ report, entry }) => own.get(report)?.get(id)?.text(entry) ?? '',
    };
  });
  if (reports.length < 2) return columns;
  return [{ id: 'report', title: 'result', align: 'left', text: ({ title }) => title }, ...columns];
}

/** Of columns.ts, where one report has columns that another one has not. */
const ORDER = [
  'memoryMB',
  'series',
  'mean',
  'p50',
  'p90',
  'p99',
  'costPerMillion',
  'initMs',
  'maxMemoryUsedMB',
  'n',
  'remark',
];
