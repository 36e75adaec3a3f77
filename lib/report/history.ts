import type { HistoryEntry, Outcome } from '../contract/index.ts';
import { bar } from './bars.ts';
import type { Room } from './fit.ts';
import { megabytes, milliseconds, money } from './numbers.ts';
import { outcomeInWords, runTime } from './past-runs.ts';
import { renderTable } from './table.ts';
import type { Palette } from './terminal.ts';

/** One run, and what it is called where a run is asked for. */
export interface HistoryRow {
  readonly id: string;
  readonly entry: HistoryEntry;
}

export interface HistoryOptions extends Room {
  /** Only characters that every terminal has. */
  readonly ascii?: boolean | undefined;
}

const PER_MILLION = 1e6;
const MAX_BAR = 16;
/** A shorter bar tells nothing. */
const MIN_BAR = 6;
const GAP = '  ';

/**
 * The runs of one function, the latest first: what each recommended, and what the function's own configuration took.
 * Below it the same as bars, in the same order.
 * @param rows the latest first; at least one
 */
export function renderHistory(
  rows: readonly HistoryRow[],
  palette: Palette,
  options: HistoryOptions = {},
): string {
  const columns = [
    { head: 'run (UTC)', align: 'left' },
    { head: 'id', align: 'left' },
    { head: 'had', align: 'left' },
    { head: 'mean', align: 'right' },
    { head: 'cost per 1M', shortHead: 'per 1M', align: 'right' },
    { head: 'recommended', align: 'left' },
    { head: 'cost of run', align: 'right' },
  ] as const;
  const table = renderTable(
    columns,
    rows.map(({ id, entry }) => {
      const { current, recommended, currency } = entry;
      const had = current ?? recommended;
      return {
        cells: [
          runTime(entry.startedAt),
          id,
          current === undefined ? '' : nameOf(current),
          milliseconds(had.durationMs.value),
          money(had.costUsd.value * PER_MILLION, currency),
          nameOf(recommended),
          money(entry.runCostUsd, currency),
        ],
        remark: paint(entry.outcome, palette)(outcomeInWords(entry)),
      };
    }),
    ['cost of run', 'id', 'recommended'],
    { ...options, remarkHead: 'outcome' },
  );
  const chart = bars(rows, palette, options);
  return [table, ...(chart.length === 0 ? [] : ['', ...chart])].join('\n').replaceAll(/ +$/gm, '');
}

function paint(outcome: Outcome, { dim, green, yellow }: Palette): (text: string) => string {
  return { unchanged: dim, better: green, regressed: yellow }[outcome];
}

function nameOf({ architecture, memoryMB }: HistoryEntry['recommended']): string {
  return `${megabytes(memoryMB)} ${architecture}`;
}

/** What the function had; of runs that did not measure that, what they recommended. Amounts of one currency only. */
function bars(
  rows: readonly HistoryRow[],
  { dim }: Palette,
  { columns = 80, ascii = false }: HistoryOptions,
) {
  const currencies = new Set(rows.map(({ entry }) => entry.currency));
  if (rows.length < 2 || currencies.size > 1) return [];
  const minutes = new Set(rows.map(({ entry }) => runTime(entry.startedAt)));
  const drawn = rows.map(({ id, entry }) => {
    const { costUsd, durationMs } = entry.current ?? entry.recommended;
    return {
      // Runs of the same minute are told apart by their ids alone.
      label: [runTime(entry.startedAt), ...(minutes.size < rows.length ? [id] : [])].join(GAP),
      cost: { value: costUsd.value, text: money(costUsd.value * PER_MILLION, entry.currency) },
      time: { value: durationMs.value, text: milliseconds(durationMs.value) },
    };
  });
  const widest = (of: (one: (typeof drawn)[number]) => string) =>
    Math.max(...drawn.map((one) => of(one).length));
  const [labels, costs, times] = [
    widest(({ label }) => label),
    widest(({ cost }) => cost.text),
    widest(({ time }) => time.text),
  ];
  const width = Math.min(MAX_BAR, Math.floor((columns - labels - costs - times - 4 * GAP.length) / 2));
  if (width < MIN_BAR) return [];
  const most = {
    cost: Math.max(...drawn.map(({ cost }) => cost.value)),
    time: Math.max(...drawn.map(({ time }) => time.value)),
  };
  const head = `${' '.repeat(labels)}${GAP}${'cost per 1M'.padEnd(width + GAP.length + costs)}${GAP}mean`;
  return [
    dim(head),
    ...drawn.map(
      ({ label, cost, time }) =>
        `${label.padEnd(labels)}${GAP}${bar(cost.value, most.cost, width, ascii)}${GAP}${cost.text.padStart(costs)}${GAP}${bar(time.value, most.time, width, ascii)}${GAP}${time.text.padStart(times)}`,
    ),
  ];
}
