import { renderBars } from './bars.ts';
import { type Column, columnsOf, hasRough, ROUGH_LEGEND } from './columns.ts';
import { type Room, shortened, wrapped } from './fit.ts';
import { percentOf } from './numbers.ts';
import { titlesOf } from './picture/style.ts';
import { printable } from './printable.ts';
import { leftOutInWords, type Metric, type ProposedChange, type Report, type ViewName } from './report.ts';
import { type Row, rowsOf } from './rows.ts';
import { renderTable, type TableRow } from './table.ts';

/** How the terminal sets words off; each function gets text and gives text. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

export interface TerminalOptions extends Room {
  /** By default the view that candidates were compared by. */
  readonly view?: ViewName | undefined;
  readonly metric?: Metric | undefined;
  /** Only characters that every terminal has. */
  readonly ascii?: boolean | undefined;
}

/**
 * Results as a person reads them in a terminal: the table, then of each the answer, what was odd, and the link.
 * Several are in one table.
 * @param options how wide the terminal is: nothing but a link and lines to copy is wider
 */
export function renderReports(
  reports: readonly Report[],
  palette: Palette,
  options: TerminalOptions = {},
): string {
  const { view = reports[0]?.basis ?? 'warm', metric = 'mean' } = options;
  const figures = table(reports, view, metric, palette, options);
  const bars = renderBars(reports, { ...options, view, metric, answer: palette.green, quiet: palette.dim });
  // Of several, each answer says whose it is.
  const headings = reports.length > 1 ? titlesOf(reports).map(printable) : [];
  const lines = [
    figures,
    ...legend(reports, view, figures).map((line) => palette.dim(wrapped(line, options))),
    ...(bars.length > 0 ? ['', ...bars] : []),
    '',
    ...reports.flatMap((report, index) => words(report, headings[index], palette, options)),
  ];
  const text = lines.join('\n').replaceAll(/ +$/gm, '').trimEnd();
  return options.ascii === true ? inAscii(text) : text;
}

/** What is said beside the figures. */
function words(report: Report, title: string | undefined, palette: Palette, room: Room): string[] {
  const { sentence, since, searched, applied, proposal, spent, link, insights, warnings } = report;
  const said = [title, sentence === undefined ? undefined : printable(sentence)];
  const answer = said.filter((one) => one !== undefined).join(': ');
  const plain = [since, searched, ...provenance(report), ...insights].filter((one) => one !== undefined);
  return [
    ...(answer === '' ? [] : [palette.bold(wrapped(answer, room))]),
    ...plain.map((line) => wrapped(printable(line), room)),
    ...[...warnings, ...leftOutInWords(report)].map((note) =>
      palette.yellow(wrapped(`! ${printable(note)}`, room, NOTE_INDENT)),
    ),
    ...(applied === undefined ? [] : [wrapped(printable(applied), room)]),
    ...(proposal === undefined ? [] : [wrapped(printable(proposal.text), room), ...copied(proposal), '']),
    ...(spent === undefined ? [] : [palette.dim(wrapped(spent, room))]),
    ...(link === undefined ? [] : ['', palette.dim(`See it: ${printable(link)}`)]),
    ...(title === undefined ? [] : ['']),
  ];
}

/** Lines to copy stay lines: what is wrapped can't be copied. */
function copied({ lines }: ProposedChange): string[] {
  return [
    '',
    ...printable(lines.replaceAll('\t', '  '))
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

/** As wide as the mark of a note. */
const NOTE_INDENT = '  ';

/** Figures that the terminal has room for; the others are on the page and in the files. */
const SHOWN = [
  'report',
  'memoryMB',
  'series',
  'mean',
  'p99',
  'costPerMillion',
  'initMs',
  'maxMemoryUsedMB',
  'n',
];
const HEADS: Readonly<Record<string, string>> = { maxMemoryUsedMB: 'memory' };
const SHORT_HEADS: Readonly<Record<string, string>> = { series: 'arch', costPerMillion: 'per 1M' };

/** What a narrow terminal can do without, the least missed first: size, mean and cost are what is chosen by. */
const SPARE = ['memory', 'init', 'n', 'p99'];

function table(
  reports: readonly Report[],
  view: ViewName,
  metric: Metric,
  palette: Palette,
  room: Room,
): string {
  const all = columnsOf(reports, view);
  const columns = all.filter(({ id }) => SHOWN.includes(id) || id === metric);
  const remark = all.find(({ id }) => id === 'remark');
  const rows = rowsOf(reports).map((row) => tableRow(row, columns, remark, palette));
  const heads = columns.map(({ id, title, align }) => {
    const head = HEADS[id] ?? title;
    const short = SHORT_HEADS[id];
    return { head, align, ...(short === undefined || head === 'set' ? {} : { shortHead: short }) };
  });
  // Where there is one, the answer's sentence names it.
  const series = new Set(reports.flatMap(({ entries }) => entries.map((entry) => entry.series))).size;
  const spare = SPARE.filter((head) => head !== metric);
  return renderTable(heads, rows, series === 1 ? [...spare, 'architecture', 'set'] : spare, room);
}

/** Columns that name something may be cut; figures never. */
const NAMES: ReadonlySet<string> = new Set(['report', 'series']);
/** In columns. */
const MAX_NAME = 20;
/** Characters of a remark: a stack trace is no remark. */
const MAX_REMARK = 100;

function tableRow(
  row: Row,
  columns: readonly Column[],
  remark: Column | undefined,
  palette: Palette,
): TableRow {
  const { entry, report } = row;
  const isAnswer = entry.key === report.recommended;
  const paint = isAnswer ? palette.green : entry.status === 'measured' ? (text: string) => text : palette.dim;
  const painted = (text: string) => (text === '' ? text : paint(text));
  const said = printable(remark?.text(row) ?? '').replaceAll(/[\n\t]+/g, ' ');
  const cut = said.slice(0, MAX_REMARK).toWellFormed();
  return {
    cells: columns.map((column) => {
      const text = printable(column.text(row));
      return painted(NAMES.has(column.id) ? shortened(text, MAX_NAME) : text);
    }),
    remark: painted(isAnswer ? `← ${cut}` : cut),
  };
}

/** Of the marks that are in the table. */
function legend(reports: readonly Report[], view: ViewName, figures: string): string[] {
  const rate = reports[0]?.coldStartRate;
  return [
    // A narrow terminal may have no column of it.
    ...(hasRough(reports, view) && ROUGH_MARK.test(figures) ? [ROUGH_LEGEND] : []),
    ...(view === 'blended' && rate !== undefined
      ? [`mean, p99 and cost with ${percentOf(rate)} cold starts, init included`]
      : []),
    ...(view === 'cold' ? ['mean, p99 and cost of cold starts, init included'] : []),
  ];
}

/** No name has it, as long as names are no durations. */
const ROUGH_MARK = /~[\d.,]+ ms\b/;

function provenance({ measuredBy, source }: Report): string[] {
  if (measuredBy === 'replayed') return [`Replayed measurements, from ${source ?? 'an unnamed source'}.`];
  if (measuredBy === 'process') {
    return ['Measured on this machine: trust the shape of the curve, not the absolute milliseconds.'];
  }
  return [];
}

/** One character for one, so that columns stay where they are. */
const ASCII: Readonly<Record<string, string>> = {
  '←': '<',
  '×': 'x',
  '–': '-',
  '−': '-',
  '·': '-',
  '’': "'",
  '…': '.',
  '¥': 'Y',
};

function inAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => ASCII[character] ?? '?');
}
