import { megabytes } from './numbers.ts';
import { titlesOf } from './picture/style.ts';
import type { Entry, Report } from './report.ts';

/** A candidate of one of several reports. */
export interface Row {
  readonly report: Report;
  /** The report's place among those that are shown. */
  readonly reportIndex: number;
  /** Of its report, beside the others. */
  readonly title: string;
  readonly entry: Entry;
}

/** The candidates of all reports, in their order. */
export function rowsOf(reports: readonly Report[]): Row[] {
  const titles = titlesOf(reports);
  return reports.flatMap((report, reportIndex) =>
    report.entries.map((entry) => ({ report, reportIndex, title: titles[reportIndex] ?? '', entry })),
  );
}

/** What a candidate is called in its report, as in `512 MB arm64`. */
export function entryName({ memoryMB, series }: Entry): string {
  return `${megabytes(memoryMB)} ${series}`;
}

/** What a candidate is called among those of all reports that are shown; of several, first whose it is. */
export function rowName({ title, entry }: Row, reports: readonly Report[]): string {
  return reports.length > 1 ? `${title}: ${entryName(entry)}` : entryName(entry);
}
