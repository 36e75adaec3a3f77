import { useMemo, useState } from 'preact/hooks';
import { type Column, columnsOf, hasRough, ROUGH_LEGEND } from '../../columns.ts';
import { cheaperInWords, compared, fasterInWords } from '../../compared.ts';
import { AMOUNT } from '../../figures.ts';
import type { Report } from '../../report.ts';
import { type Row, rowName, rowsOf } from '../../rows.ts';
import { Downloads } from './downloads.tsx';
import { Scroll } from './scroll.tsx';
import {
  entryAt,
  type Looking,
  type Place,
  placeOf,
  placeOfRow,
  placeValue,
  rowValue,
  samePlace,
} from './state.ts';

/** Every figure of the charts, sortable, and each candidate against a baseline. */
export function Table({
  reports,
  documents,
  looking,
  baseline,
  selected,
  onBaseline,
  onSelect,
}: {
  reports: readonly Report[];
  documents: readonly unknown[];
  looking: Looking;
  baseline: Place | undefined;
  selected: Place | undefined;
  onBaseline: (place: Place) => void;
  onSelect: (place: Place) => void;
}) {
  const [sorted, setSorted] = useState<{ id: string; descending: boolean }>();
  const rows = useMemo(() => rowsOf(reports), [reports]);
  const columns = useMemo(
    () => shownColumns(reports, looking, baseline),
    [reports, looking.view, looking.metric, baseline],
  );
  const by = columns.find(({ id }) => id === sorted?.id);
  const inOrder = by === undefined ? rows : [...rows].sort(ordering(by, sorted?.descending === true));
  return (
    <section class="panel" aria-labelledby="table-title">
      <div class="heading">
        <h2 id="table-title">All configurations</h2>
        <label class="against">
          Against{' '}
          <select
            value={baseline === undefined ? '' : placeValue(baseline)}
            onChange={({ currentTarget }) => onBaseline(placeOf(currentTarget.value))}
          >
            {rows
              .filter(({ entry }) => entry.status === 'measured')
              .map((row) => (
                <option key={rowValue(row)} value={rowValue(row)}>
                  {rowName(row, reports)}
                  {standingOf(row)}
                </option>
              ))}
          </select>
        </label>
        <Downloads reports={reports} documents={documents} />
      </div>
      <Scroll label="Table of all configurations">
        <table>
          <thead>
            <tr>
              {columns.map(({ id, title, align }) => (
                <th key={id} scope="col" class={align} aria-sort={ariaSort(id, sorted)}>
                  <button
                    type="button"
                    onClick={() =>
                      setSorted({ id, descending: sorted?.id === id ? !sorted.descending : false })
                    }
                  >
                    {title === '' ? 'remarks' : title}
                    <span aria-hidden="true">
                      {sorted?.id === id ? (sorted.descending ? ' ↓' : ' ↑') : ''}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder.map((row) => (
              <tr
                key={rowValue(row)}
                class={classOf(row)}
                aria-selected={samePlace(selected, placeOfRow(row))}
                onClick={() => onSelect(placeOfRow(row))}
              >
                <Cells row={row} columns={columns} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="caption">
        Below each figure its 95% interval. {hasRough(reports, looking.view) && `${ROUGH_LEGEND}.`}
      </p>
    </section>
  );
}

/** Of what was not measured only the reason is known: it has the room of all figures. */
function Cells({ row, columns }: { row: Row; columns: readonly Column[] }) {
  const remark = columns.findIndex(({ id }) => id === 'remark');
  const missing = row.entry.status !== 'measured' && remark >= 0;
  const cells = missing ? columns.slice(0, remark + 1) : columns;
  return (
    <>
      {cells.map((column, index) => (
        <td
          key={column.id}
          class={column.align}
          colSpan={missing && index === remark ? columns.length - remark : 1}
        >
          {column.text(row)}
          <Interval text={column.interval?.(row)} />
        </td>
      ))}
    </>
  );
}

/** Behind the names of those that are something: " (current, recommended)". */
function standingOf({ entry, report }: Row): string {
  const words = [
    ...(entry.key === report.current ? ['current'] : []),
    ...(entry.key === report.recommended ? ['recommended'] : []),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

/** The columns of every table, what is looked at first, and how each candidate stands to the baseline. */
function shownColumns(
  reports: readonly Report[],
  { view, metric }: Looking,
  baseline: Place | undefined,
): Column[] {
  const all = columnsOf(reports, view);
  const remarks = all.filter(({ id }) => id === 'remark');
  const named = all.filter(({ id }) => NAMING.has(id));
  const first = all.filter(({ id }) => id === metric || id === AMOUNT);
  const shownFirst = new Set([...named, ...remarks, ...first]);
  const rest = all.filter((column) => !shownFirst.has(column));
  const other = entryAt(reports, baseline);
  const standing = (row: Row) => (other === undefined ? undefined : compared(row.entry, other, view, metric));
  const against = (
    id: string,
    title: string,
    percents: (row: Row) => number | undefined,
    inWords: (percents: number) => string,
  ): Column => ({
    id,
    title,
    align: 'right',
    text: (row) => {
      const value = percents(row);
      if (samePlace(baseline, placeOfRow(row))) return '–';
      return value === undefined ? '' : inWords(value);
    },
    value: percents,
  });
  return [
    ...named,
    ...remarks,
    ...first,
    against('cheaper', 'cost against', (row) => standing(row)?.costPercent, cheaperInWords),
    against('faster', 'time against', (row) => standing(row)?.durationPercent, fasterInWords),
    ...rest,
  ];
}

function Interval({ text }: { text: string | undefined }) {
  return text === undefined ? null : <small>{text}</small>;
}

/** What says which configuration a row is of. */
const NAMING: ReadonlySet<string> = new Set(['report', 'memoryMB', 'series']);

/** What has no value comes last, whichever way it goes. */
function ordering({ value }: Column, descending: boolean): (a: Row, b: Row) => number {
  return (a, b) => {
    const [one, two] = [value(a), value(b)];
    if (one === undefined || two === undefined) return Number(one === undefined) - Number(two === undefined);
    const order =
      typeof one === 'number' && typeof two === 'number' ? one - two : String(one).localeCompare(String(two));
    return descending ? -order : order;
  };
}

function ariaSort(id: string, sorted: { id: string; descending: boolean } | undefined) {
  if (sorted?.id !== id) return undefined;
  return sorted.descending ? 'descending' : 'ascending';
}

function classOf({ entry, report }: Row): string {
  if (entry.key === report.recommended) return 'recommended';
  return entry.status === 'measured' ? '' : 'missing';
}
