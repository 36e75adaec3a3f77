import { columnsOf } from '../../lib/report/columns.ts';
import type { Report, ViewName } from '../../lib/report/report.ts';
import { rowsOf } from '../../lib/report/rows.ts';

/** A figure of a result as every output that is read has to show it. */
export interface ShownText {
  /** Of its candidate. */
  readonly key: string;
  /** Of its column. */
  readonly column: string;
  readonly text: string;
}

/** Columns that the terminal and the picture have too: size, what is chosen by, and how sure that is. */
export const EVERYWHERE = ['memoryMB', 'series', 'mean', 'costPerMillion'];

/**
 * The texts of a result's figures, for checks that an output shows the same ones as all others.
 * @param columns by default all of the table
 */
export function shownTexts(report: Report, view: ViewName, columns?: readonly string[]): ShownText[] {
  return columnsOf([report], view)
    .filter(({ id }) => id !== 'remark' && (columns === undefined || columns.includes(id)))
    .flatMap(({ id, text }) =>
      rowsOf([report]).map((row) => ({ key: row.entry.key, column: id, text: text(row) })),
    )
    .filter(({ text }) => text !== '');
}
