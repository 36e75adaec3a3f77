import type { PictureView } from '../../picture/parts.ts';
import type { Entry, Report } from '../../report.ts';
import type { Row } from '../../rows.ts';

/** What of the reports is looked at. */
export interface Looking extends Pick<PictureView, 'view' | 'metric' | 'memoryScale' | 'valueScale'> {
  readonly chart: 'memory' | 'pareto';
}

/** One candidate of one report. */
export interface Place {
  readonly report: number;
  readonly key: string;
}

export function entryAt(reports: readonly Report[], place: Place | undefined): Entry | undefined {
  return place === undefined
    ? undefined
    : reports[place.report]?.entries.find(({ key }) => key === place.key);
}

/** What others are compared against at first: what the function has now, or else what is recommended. */
export function firstBaseline(reports: readonly Report[]): Place | undefined {
  for (const [report, { current, recommended, entries }] of reports.entries()) {
    const entry =
      entries.find(({ key, status }) => key === current && status === 'measured') ??
      entries.find(({ key }) => key === recommended) ??
      entries.find(({ status }) => status === 'measured');
    if (entry !== undefined) return { report, key: entry.key };
  }
  return undefined;
}

/** Whose samples are shown at first. */
export function firstSelected(reports: readonly Report[]): Place | undefined {
  const report = reports.findIndex(({ entries, recommended }) =>
    entries.some(({ key }) => key === recommended),
  );
  const key = reports[report]?.recommended;
  return key === undefined ? firstBaseline(reports) : { report, key };
}

export function samePlace(a: Place | undefined, b: Place): boolean {
  return a?.report === b.report && a.key === b.key;
}

export function placeOfRow({ reportIndex, entry }: Row): Place {
  return { report: reportIndex, key: entry.key };
}

/** A place as the value of an option. */
export function placeValue({ report, key }: Place): string {
  return `${report}/${key}`;
}

export function rowValue(row: Row): string {
  return placeValue(placeOfRow(row));
}

export function placeOf(value: string): Place {
  const slash = value.indexOf('/');
  return { report: Number(value.slice(0, slash)), key: value.slice(slash + 1) };
}
