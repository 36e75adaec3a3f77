import { ARCHITECTURES } from '../../contract/candidate.ts';
import type { Entry, Report } from '../report.ts';

/** Colours of one theme. Text on its background has a contrast of at least 4.5, lines and marks of at least 3. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  /** Of axes and captions. */
  readonly quiet: string;
  readonly grid: string;
  readonly answer: string;
  readonly current: string;
  readonly failed: string;
  /** Of series; told apart with every common kind of colour blindness, and by their symbols as well. */
  readonly series: readonly string[];
}

export type ThemeName = 'light' | 'dark';

/** The series' colours are Okabe and Ito's (https://jfly.uni-koeln.de/color/), the third darkened for contrast. */
export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    text: '#1b1f24',
    quiet: '#57606a',
    grid: '#d8dee4',
    answer: '#116329',
    current: '#57606a',
    failed: '#b3261e',
    series: ['#0072b2', '#c04d00', '#007a5a', '#a3447c', '#7a6000', '#4b4fb0'],
  },
  dark: {
    background: '#0d1117',
    text: '#e6edf3',
    quiet: '#9aa4af',
    grid: '#2b323b',
    answer: '#56d364',
    current: '#9aa4af',
    failed: '#ff8a80',
    series: ['#56b4e9', '#f5a14a', '#2fd0a5', '#e79bc6', '#f0e442', '#a5a8ff'],
  },
};

const SYMBOLS = ['circle', 'diamond', 'triangle', 'rect', 'roundRect', 'pin'];

/** The colour of a curve, and of all that belongs to it. */
export function colorOf({ series, text }: Theme, index: number): string {
  return series[index % series.length] ?? text;
}

/** The symbol of a curve's points. */
export function symbolOf(index: number): string {
  return SYMBOLS[index % SYMBOLS.length] ?? 'circle';
}

/** One curve of a picture. */
export interface Curve {
  readonly report: Report;
  /** The report's place among those that are drawn. */
  readonly reportIndex: number;
  readonly series: string;
  readonly name: string;
  readonly entries: readonly Entry[];
  /** Of its colour and symbol. */
  readonly index: number;
}

/** The curves of all reports: one for each architecture, or set, of each. */
export function curvesOf(reports: readonly Report[]): Curve[] {
  const names = titlesOf(reports);
  const curves = reports.flatMap((report, reportIndex) =>
    [...new Set(report.entries.map(({ series }) => series))].map((series) => ({
      report,
      reportIndex,
      series,
      name: reports.length === 1 ? series : `${names[reportIndex]} · ${series}`,
      entries: report.entries.filter((entry) => entry.series === series),
    })),
  );
  // arm64 has the same colour whether x86_64 is there or not; sets of a link may be called as they like.
  const isFixed = reports.length === 1 && curves.every(({ series }) => FIXED.has(series));
  return curves.map((curve, index) => ({
    ...curve,
    index: isFixed ? (FIXED.get(curve.series) ?? index) : index,
  }));
}

const FIXED: ReadonlyMap<string, number> = new Map(ARCHITECTURES.map((name, index) => [name, index]));

/** What each report is called beside the others: those with one title are numbered, and no two have one name. */
export function titlesOf(reports: readonly Report[]): string[] {
  const given = new Map<string, number>();
  for (const { title } of reports) given.set(title, (given.get(title) ?? 0) + 1);
  const numbers = new Map<string, number>();
  return reports.map(({ title }) => {
    if (given.get(title) === 1) return title;
    let number = (numbers.get(title) ?? 0) + 1;
    while (given.has(numbered(title, number))) number++;
    numbers.set(title, number);
    return numbered(title, number);
  });
}

function numbered(title: string, number: number): string {
  return `${title} (${number})`;
}

/** More of a name than this is not read beside a mark, and would leave the picture no room. */
const LONG_NAME = 36;

export function shortName(name: string): string {
  return name.length > LONG_NAME ? `${name.slice(0, LONG_NAME - 1)}…` : name;
}
