import { METRIC_NAMES } from './columns.ts';
import { type Room, shortened, widthOf } from './fit.ts';
import { megabytes, milliseconds, money } from './numbers.ts';
import { curvesOf } from './picture/style.ts';
import { printable } from './printable.ts';
import { comparable, type Entry, type Metric, type Report, type ViewName } from './report.ts';

interface BarsOptions extends Room {
  readonly view: ViewName;
  readonly metric: Metric;
  /** Only characters that every terminal has. */
  readonly ascii?: boolean | undefined;
  /** How the row of the answer is set off. */
  readonly answer: (text: string) => string;
  readonly quiet: (text: string) => string;
}

/** Where there is no end to the room, as in a file. */
const USUAL_COLUMNS = 80;
const MAX_BAR = 24;
/** A shorter bar tells nothing. */
const MIN_BAR = 8;
const GAP = '  ';

/**
 * Cost and duration of each size as bars from zero, each with its figure. No line between sizes: nothing was measured
 * there.
 * @returns nothing where there is one candidate, or no room, or amounts of two currencies
 */
export function renderBars(reports: readonly Report[], options: BarsOptions): string[] {
  const { view, metric, columns = USUAL_COLUMNS, ascii = false } = options;
  if (comparable(reports).length < reports.length) return [];
  const groups = curvesOf(reports)
    .map(({ name, report, entries }) => ({
      name: printable(name),
      bars: [...entries]
        .sort((a, b) => a.memoryMB - b.memoryMB)
        .flatMap((entry) => barOf(entry, report, view, metric)),
    }))
    .filter((group) => group.bars.length > 0);
  const bars = groups.flatMap((group) => group.bars);
  if (bars.length < 2) return [];
  const labels = Math.max(...bars.map(({ label }) => label.length));
  const [costs, times] = [
    Math.max(...bars.map(({ cost }) => widthOf(cost.text))),
    Math.max(...bars.map(({ time }) => widthOf(time.text))),
  ];
  const around = labels + costs + times + 4 * GAP.length + ARROW.length;
  const width = Math.min(MAX_BAR, Math.floor((columns - around) / 2));
  if (width < MIN_BAR) return [];
  const [mostCost, mostTime] = [
    Math.max(...bars.map(({ cost }) => cost.value)),
    Math.max(...bars.map(({ time }) => time.value)),
  ];
  const half = ({ value, text }: Side, most: number, room: number) =>
    `${bar(value, most, width, ascii)}${GAP}${text.padStart(room)}`;
  const head = `${' '.repeat(labels)}${GAP}${'cost per 1M'.padEnd(width + GAP.length + costs)}${GAP}${METRIC_NAMES[metric]}`;
  return [
    options.quiet(head.trimEnd()),
    ...groups.flatMap((group) => [
      ...(groups.length > 1 ? [options.quiet(shortened(group.name, columns))] : []),
      ...group.bars.map(({ label, cost, time, isAnswer }) => {
        const line = `${label.padStart(labels)}${GAP}${half(cost, mostCost, costs)}${GAP}${half(time, mostTime, times)}`;
        return isAnswer ? options.answer(`${line}${ARROW}`) : line;
      }),
    ]),
  ];
}

const ARROW = ' ←';

interface Side {
  readonly value: number;
  readonly text: string;
}

interface Bar {
  readonly label: string;
  readonly cost: Side;
  readonly time: Side;
  readonly isAnswer: boolean;
}

function barOf(entry: Entry, report: Report, view: ViewName, metric: Metric): Bar[] {
  const figures = entry.views[view];
  const time = figures?.[metric];
  if (figures === undefined || time === undefined) return [];
  const { value } = figures.costPerMillion;
  return [
    {
      label: megabytes(entry.memoryMB),
      cost: { value, text: money(value, report.currency) },
      time: { value: time.value, text: milliseconds(time.value) },
      isAnswer: entry.key === report.recommended,
    },
  ];
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar from zero in so many cells, to an eighth of one. */
export function bar(value: number, most: number, width: number, ascii: boolean): string {
  const cells = most === 0 ? 0 : (value / most) * width;
  if (ascii) return '#'.repeat(Math.round(cells)).padEnd(width);
  const eighths = Math.round(cells * 8);
  return `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8]}`.padEnd(width);
}
