import papaparse from 'papaparse';
import type { Currency } from './numbers.ts';
import { METRICS, type Report, remarksOf, type Shown, type ViewName, viewsOf } from './report.ts';
import { type ReportRow, rowsOf } from './rows.ts';

/** Numbers and texts as they are; nothing where there is none. */
type Cell = number | string | undefined;
/** A line of the file, by the names of its columns. */
type Cells = ReadonlyMap<string, Cell>;

/**
 * Every candidate as a line, with every figure as it was measured and the ends of its interval: for a spreadsheet or
 * a program. Nothing is rounded.
 * @param view only its figures; by default of all views
 */
export function renderCsv(reports: readonly Report[], view?: ViewName): string {
  const views = view === undefined ? viewsOf(reports) : [view];
  const lines = rowsOf(reports).map((row) => cellsOf(row, views));
  const known = new Set(lines.flatMap((line) => [...line.keys()]));
  const names = [...columnNames(views)].filter((name) => known.has(name));
  const data = lines.map((line) => names.map((name) => line.get(name) ?? ''));
  const table = { fields: names, data };
  return `${papaparse.unparse(table, { newline: '\n', escapeFormulae: FORMULA })}\n`;
}

/** What a spreadsheet takes for a formula. Only texts are looked at: a negative number is none. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const CURRENCIES: readonly Currency[] = ['USD', 'CNY'];

/** In their order; amounts of either currency have a column of their own. */
function* columnNames(views: readonly ViewName[]): Generator<string> {
  yield* ['result', 'architecture', 'memory_mb', 'status', 'reason', 'recommended', 'current', 'tie'];
  for (const view of views) {
    yield `${view}_n`;
    for (const metric of METRICS) yield* ends(`${view}_${metric}_ms`);
    for (const currency of CURRENCIES) yield* ends(costName(view, currency));
  }
  yield* ends('init_mean_ms');
  yield* ['max_memory_used_mb', 'remarks', 'failures'];
}

function ends(name: string): string[] {
  return [name, `${name}_low`, `${name}_high`];
}

function costName(view: ViewName, currency: Currency): string {
  return `${view}_cost_per_million_${currency.toLowerCase()}`;
}

function cellsOf({ report, title, entry }: ReportRow, views: readonly ViewName[]): Cells {
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  const cells: (readonly [string, Cell])[] = [
    ['result', title],
    ['architecture', entry.series],
    ['memory_mb', entry.memoryMB],
    ['status', entry.status],
    ['reason', entry.reason],
    ['recommended', yes(entry.key === report.recommended)],
    ['current', yes(entry.key === report.current)],
    ['tie', yes(report.ties.has(entry.key))],
    ...views.flatMap((view) => {
      const figures = entry.views[view];
      if (figures === undefined) return [];
      return [
        [`${view}_n`, figures.mean.n] as const,
        ...METRICS.flatMap((metric) => shownCells(`${view}_${metric}_ms`, figures[metric])),
        ...shownCells(costName(view, report.currency), figures.costPerMillion),
      ];
    }),
    ...shownCells('init_mean_ms', entry.initMs),
    ['max_memory_used_mb', entry.maxMemoryUsedMB],
    ['remarks', remarksOf(report, entry).join(', ')],
    ['failures', entry.failures.join(', ')],
  ];
  // A column without a single cell is left out.
  return new Map(cells.filter(([, cell]) => cell !== undefined && cell !== ''));
}

function shownCells(name: string, shown: Shown | undefined): [string, Cell][] {
  const [value, low, high] = ends(name) as [string, string, string];
  return [
    [value, shown?.value],
    [low, shown?.low],
    [high, shown?.high],
  ];
}
