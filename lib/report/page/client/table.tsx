import { useMemo, useState } from 'preact/hooks';
import { type Column, columnsOf, hasRough, ROUGH_LEGEND } from '../../columns.ts';
import { cheaperInWords, compared, fasterInWords } from '../../compared.ts';
import { megabytes } from '../../numbers.ts';
import { titlesOf } from '../../picture/style.ts';
import type { Entry, Report } from '../../report.ts';
import { Downloads } from './downloads.tsx';
import { entryAt, type Looking, type Place, placeOf, placeValue, samePlace } from './state.ts';

interface Row {
  readonly place: Place;
  readonly entry: Entry;
  readonly report: Report;
  readonly title: string;
}

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  text(row: Row): string;
  value(row: Row): number | string | undefined;
  interval?(row: Row): string | undefined;
}

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
  const columns = shownColumns(reports, looking, baseline);
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
                <option key={placeValue(row.place)} value={placeValue(row.place)}>
                  {nameOf(row, reports)}
                </option>
              ))}
          </select>
        </label>
        <Downloads reports={reports} documents={documents} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Table of all configurations">
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
                key={placeValue(row.place)}
                class={classOf(row)}
                aria-selected={samePlace(selected, row.place)}
                onClick={() => onSelect(row.place)}
              >
                <Cells row={row} columns={columns} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="caption">
        Below each figure its 95% interval. {hasRough(reports, looking.view) && `${ROUGH_LEGEND}.`}
      </p>
    </section>
  );
}

/** Of what was not measured only the reason is known: it has the room of all figures. */
function Cells({ row, columns }: { row: Row; columns: readonly Shown[] }) {
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
          {column.interval?.(row) !== undefined && <small>{column.interval(row)}</small>}
        </td>
      ))}
    </>
  );
}

function rowsOf(reports: readonly Report[]): Row[] {
  const titles = titlesOf(reports);
  return reports.flatMap((report, index) =>
    report.entries.map((entry) => ({
      place: { report: index, key: entry.key },
      entry,
      report,
      title: titles[index] ?? '',
    })),
  );
}

function nameOf({ entry, report, title }: Row, reports: readonly Report[]): string {
  const words = [
    ...(entry.key === report.current ? ['current'] : []),
    ...(entry.key === report.recommended ? ['recommended'] : []),
  ];
  const size = `${megabytes(entry.memoryMB)} ${entry.series}${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
  return reports.length > 1 ? `${title}: ${size}` : size;
}

/** The result's columns, those of every report, and how each candidate stands to the baseline. */
function shownColumns(
  reports: readonly Report[],
  { view, metric }: Looking,
  baseline: Place | undefined,
): Shown[] {
  const ofReports = reports.map(
    (report) => new Map(columnsOf(report, view).map((column) => [column.id, column])),
  );
  const all = new Map<string, Column>();
  for (const columns of ofReports) for (const [id, column] of columns) if (!all.has(id)) all.set(id, column);
  const own = (row: Row, id: string) => ofReports[row.place.report]?.get(id);
  const figures = [...all.values()].map(
    ({ id, title, align }): Shown => ({
      id,
      title,
      align,
      text: (row) => own(row, id)?.text(row.entry) ?? '',
      value: (row) => own(row, id)?.value(row.entry),
      interval: (row) => own(row, id)?.interval?.(row.entry),
    }),
  );
  const remarks = figures.filter(({ id }) => id === 'remark');
  const named = figures.filter(({ id }) => NAMING.has(id));
  const first = figures.filter(({ id }) => id === metric || id === 'costPerMillion');
  const shownFirst = new Set([...NAMING, ...first.map(({ id }) => id), 'remark']);
  const rest = figures.filter(({ id }) => !shownFirst.has(id));
  const other = entryAt(reports, baseline);
  const standing = (row: Row) => (other === undefined ? undefined : compared(row.entry, other, view, metric));
  const isBaseline = (row: Row) => samePlace(baseline, row.place);
  return [
    ...(reports.length > 1 ? [titleColumn()] : []),
    ...named,
    ...remarks,
    ...first,
    {
      id: 'cheaper',
      title: 'cost against',
      align: 'right',
      text: (row) => (isBaseline(row) ? '–' : words(standing(row)?.costPercent, cheaperInWords)),
      value: (row) => standing(row)?.costPercent,
    },
    {
      id: 'faster',
      title: 'time against',
      align: 'right',
      text: (row) => (isBaseline(row) ? '–' : words(standing(row)?.durationPercent, fasterInWords)),
      value: (row) => standing(row)?.durationPercent,
    },
    ...rest,
  ];
}

/** What says which configuration a row is of. */
const NAMING: ReadonlySet<string> = new Set(['memoryMB', 'series']);

function titleColumn(): Shown {
  return {
    id: 'report',
    title: 'result',
    align: 'left',
    text: ({ title }) => title,
    value: ({ title }) => title,
  };
}

function words(percents: number | undefined, inWords: (percents: number) => string): string {
  return percents === undefined ? '' : inWords(percents);
}

/** What has no value comes last, whichever way it goes. */
function ordering({ value }: Shown, descending: boolean): (a: Row, b: Row) => number {
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
