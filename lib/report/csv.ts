import { csvFormatRows } from 'd3-dsv';
import { AMOUNT, type Figure, figuresOf, OTHER_FIGURES, samplesOf } from './figures.ts';
import type { Currency } from './numbers.ts';
import { type Report, remarksOf, type Shown, type ViewName, viewsOf } from './report.ts';
import { type Row, rowsOf } from './rows.ts';

/** Numbers and texts as they are; nothing where there is none. */
type Cell = number | string | undefined;

/** A column of the file. */
interface CsvColumn {
  readonly name: string;
  cell(row: Row): Cell;
}

/**
 * Every candidate as a line, with every figure as it was measured and the ends of its interval: for a spreadsheet or
 * a program. Nothing is rounded. A column without a single cell is left out.
 * @param view only its figures; by default of all views
 */
export function renderCsv(reports: readonly Report[], view?: ViewName): string {
  const rows = rowsOf(reports);
  const columns = csvColumns(view === undefined ? viewsOf(reports) : [view]).filter(({ cell }) =>
    rows.some((row) => (cell(row) ?? '') !== ''),
  );
  const lines = rows.map((row) => columns.map(({ cell }) => written(cell(row))));
  return `${csvFormatRows([columns.map(({ name }) => name), ...lines])}\n`;
}

/** Texts that a spreadsheet would reckon with get a mark that says that they are texts. */
function written(cell: Cell): string {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell ?? '');
}

/** What a spreadsheet takes for a formula. Only texts are looked at: a negative number is none. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function csvColumns(views: readonly ViewName[]): CsvColumn[] {
  return [
    { name: 'result', cell: ({ title }) => title },
    { name: 'architecture', cell: ({ entry }) => entry.series },
    { name: 'memory_mb', cell: ({ entry }) => entry.memoryMB },
    { name: 'status', cell: ({ entry }) => entry.status },
    { name: 'reason', cell: ({ entry }) => entry.reason },
    { name: 'recommended', cell: ({ entry, report }) => yes(entry.key === report.recommended) },
    { name: 'current', cell: ({ entry, report }) => yes(entry.key === report.current) },
    { name: 'tie', cell: ({ entry, report }) => yes(report.ties.has(entry.key)) },
    ...views.flatMap((view) => [
      { name: `${view}_n`, cell: ({ entry }: Row) => samplesOf(entry, view) },
      ...figuresOf(view).flatMap(({ id, name, of }) =>
        id === AMOUNT ? amountColumns(name, of) : figureColumns(name, ({ entry }) => of(entry)),
      ),
    ]),
    ...OTHER_FIGURES.flatMap(({ name, of }) => figureColumns(name, ({ entry }) => of(entry))),
    { name: 'remarks', cell: ({ entry, report }) => remarksOf(report, entry).join(', ') },
    { name: 'failures', cell: ({ entry }) => entry.failures.join(', ') },
  ];
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no';
}

const CURRENCIES: readonly Currency[] = ['USD', 'CNY'];

/** Amounts of either currency have columns of their own. */
function amountColumns(name: string, of: Figure['of']): CsvColumn[] {
  return CURRENCIES.flatMap((currency) =>
    figureColumns(`${name}_${currency.toLowerCase()}`, ({ entry, report }) =>
      report.currency === currency ? of(entry) : undefined,
    ),
  );
}

/** A figure, and the ends of its interval. */
function figureColumns(name: string, of: (row: Row) => Shown | undefined): CsvColumn[] {
  return [
    { name, cell: (row) => of(row)?.value },
    { name: `${name}_low`, cell: (row) => of(row)?.low },
    { name: `${name}_high`, cell: (row) => of(row)?.high },
  ];
}
