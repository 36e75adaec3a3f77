import Table from 'cli-table3';
import { type Room, widthOf, wrapped } from './fit.ts';

/** One column of a table in characters, in the order in which they stand. */
export interface TableColumn {
  readonly head: string;
  /** Its head where room is short. */
  readonly shortHead?: string;
  readonly align: 'left' | 'right';
}

/** A row: a cell for each column, and a remark behind them. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly remark: string;
}

export interface TableOptions extends Room {
  /** What remarks say; without it they stand for themselves. */
  readonly remarkHead?: string;
}

/** In columns. A remark that is longer takes no column away: it goes below its row. */
const LONG_REMARK = 24;
const REMARK_INDENT = '  ';

/** Columns without lines between them: the eye follows the numbers. */
const QUIET_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/**
 * A table that fits where it is shown: where it would be too wide, columns are left out, and remarks stand
 * below their rows. No cell is ever cut.
 * @param spare heads of columns that may be left out, the first one first
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  spare: readonly string[],
  room: TableOptions,
): string {
  const { remarkHead = '' } = room;
  const whole = drawn(
    [...columns.map(({ head }) => head), remarkHead],
    rows.map(({ cells, remark }) => [...cells, remark]),
    [...columns.map(({ align }) => align), 'left'],
  );
  if (room.columns === undefined || widthOf(whole) <= room.columns) return whole;
  const width = room.columns;
  // With all of them too: short heads and gaps alone may be enough.
  const reduced = [...spare.keys(), spare.length].map((count) =>
    without(columns, rows, spare.slice(0, count)),
  );
  const short = rows.map(({ remark }) => widthOf(remark)).filter((size) => size <= LONG_REMARK);
  const beside = GAP.length + Math.max(0, ...short);
  const fitting = (more: number) => reduced.find(({ lines }) => widthOf(lines.join('\n')) + more <= width);
  // Columns go before short remarks do: a remark says which row is the answer.
  const chosen = fitting(beside) ?? fitting(0) ?? reduced.at(-1);
  return chosen === undefined ? whole : remarked(chosen.lines, rows, { width, remarkHead });
}

const GAP = '  ';

function without(columns: readonly TableColumn[], rows: readonly TableRow[], left: readonly string[]) {
  const kept = [...columns.keys()].filter((index) => !left.includes(columns[index]?.head ?? ''));
  const pick = <T>(all: readonly T[]) => all.filter((_, index) => kept.includes(index));
  const text = drawn(
    pick(columns).map(({ head, shortHead }) => shortHead ?? head),
    rows.map(({ cells }) => pick(cells)),
    pick(columns).map(({ align }) => align),
    { padding: 0, between: GAP },
  );
  return { lines: text.split('\n') };
}

/** A remark that has no room behind its row stands below it. */
function remarked(
  [head = '', ...lines]: readonly string[],
  rows: readonly TableRow[],
  { width, remarkHead }: { readonly width: number; readonly remarkHead: string },
): string {
  const headed = `${head}${GAP}${remarkHead}`;
  const all = lines.flatMap((line, index) => {
    const remark = rows[index]?.remark ?? '';
    if (remark === '') return [line];
    const beside = `${line}${GAP}${remark}`;
    if (widthOf(beside) <= width) return [beside];
    const below = wrapped(remark, { columns: width - REMARK_INDENT.length }, REMARK_INDENT);
    return [line, `${REMARK_INDENT}${below}`];
  });
  // Where all remarks stand below, nothing is under their head.
  const isBeside = all.length < 2 * lines.length && widthOf(headed) <= width;
  return [isBeside && remarkHead !== '' ? headed : head, ...all].join('\n');
}

function drawn(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  colAligns: readonly ('left' | 'right')[],
  { padding = 1, between = ' ' } = {},
): string {
  const table = new Table({
    head: [...head],
    colAligns: [...colAligns],
    style: { head: [], border: [], compact: true, 'padding-left': padding, 'padding-right': padding },
    chars: { ...QUIET_LINES, middle: between },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
