import { markdownTable } from 'markdown-table';
import { type Column, columnsOf, hasRough, ROUGH_LEGEND, VIEW_NAMES } from './columns.ts';
import { certainty, percentOf } from './numbers.ts';
import { titlesOf } from './picture/style.ts';
import { printable } from './printable.ts';
import { leftOutInWords, type ProposedChange, type Report, type ViewName } from './report.ts';
import { rowsOf } from './rows.ts';

interface MarkdownOptions {
  /** By default the view that candidates were compared by. */
  readonly view?: ViewName | undefined;
  /** Where a picture of it is: GitHub shows no picture that stands in the text itself. */
  readonly picture?: string | undefined;
}

/** For a pull request: the answer, how sure it is, the picture, the table, what was odd; and the run, folded. */
export function renderMarkdown(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const { view = reports[0]?.basis ?? 'warm', picture } = options;
  const titles = titlesOf(reports).map(escaped);
  const parts = [
    ...reports.map((report, index) => answer(report, titles[index] ?? '')),
    ...(picture === undefined ? [] : [image(picture, titles)]),
    table(reports, view),
    ...reports.flatMap((report, index) => warnings(report, reports.length > 1 ? titles[index] : undefined)),
    ...reports.map((report, index) => details(report, titles[index] ?? '')),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function answer(
  { sentence, since, confidence, saving, recommended, current, applied, proposal }: Report,
  title: string,
): string {
  const against =
    saving === undefined || recommended === undefined || recommended === current
      ? []
      : [`Against the current configuration: ${escaped(saving)}.`];
  const sure =
    confidence === undefined
      ? []
      : [`Certainty that nothing measured is better: ${escaped(certainty(confidence))}.`];
  return [
    `### Power tuning of ${title}`,
    ...(sentence === undefined ? [] : [`**${escaped(sentence)}**`]),
    ...sure,
    ...against,
    ...(since === undefined ? [] : [escaped(since)]),
    ...(applied === undefined ? [] : [escaped(applied)]),
    ...(proposal === undefined ? [] : [escaped(proposal.text), fenced(proposal)]),
  ].join('\n\n');
}

/** Nothing in it ends the block: the fence is longer than any in the lines. */
function fenced({ lines, language }: ProposedChange): string {
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(lines)}\n${fence}`;
}

function image(address: string, titles: readonly string[]): string {
  const safe = address.toWellFormed().replaceAll(NOT_IN_ADDRESSES, encodeURIComponent);
  return `![Cost and duration of ${titles.join(' and ')} by memory size](<${safe}>)`;
}

function table(reports: readonly Report[], view: ViewName): string {
  const columns = columnsOf(reports, view);
  const rows = rowsOf(reports);
  if (rows.length === 0) return 'No configuration was measured.';
  const cell = (column: Column, text: string, isAnswer: boolean) =>
    isAnswer && text !== '' && column.id !== 'report' ? `**${escaped(text)}**` : escaped(text);
  const texts = rows.map((row) =>
    columns.map((column) => cell(column, column.text(row), row.entry.key === row.report.recommended)),
  );
  const rate = reports[0]?.coldStartRate;
  const legend = [
    ...(hasRough(reports, view) ? [escaped(ROUGH_LEGEND)] : []),
    ...(view === 'blended' && rate !== undefined
      ? [`with ${percentOf(rate)} cold starts, init included`]
      : []),
    ...(view === 'cold' ? [VIEW_NAMES.cold] : []),
  ];
  const lines = markdownTable([columns.map(({ title }) => escaped(title)), ...texts], {
    align: columns.map(({ align }) => align),
  });
  return legend.length === 0 ? lines : `${lines}\n\n<sub>${legend.join('; ')}</sub>`;
}

function warnings(report: Report, title: string | undefined): string[] {
  const all = [...report.warnings, ...report.insights, ...leftOutInWords(report)];
  const lines = all.map((line) => `- ${escaped(line)}`);
  if (lines.length === 0) return [];
  return [`**Worth knowing${title === undefined ? '' : ` of ${title}`}**\n\n${lines.join('\n')}`];
}

function details({ facts, why, spent }: Report, title: string): string {
  const lines = [
    ...facts.map(({ label, text }) => `- ${escaped(label)}: ${escaped(text)}`),
    ...(spent === undefined ? [] : [`- ${escaped(spent)}`]),
    ...why.map((line) => `- ${escaped(line)}`),
  ];
  if (lines.length === 0) return '';
  // Without the empty line the list would be taken for HTML.
  return `<details><summary>The run of ${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

/** Per cents stay: what is escaped stays so. */
const NOT_IN_ADDRESSES = /[^\w.~:/?#@!$&'()*+,;=%-]/gu;

const BREAK = '\u200b';

/**
 * Somebody else's text as text: no markup, no HTML, no link, no mention, in one line.
 * A backslash keeps no name from being mentioned and no address from becoming a link: a break without width does.
 */
export function escaped(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' ').trim())
    .replaceAll(/[\\`*{}[\]<#|~&!$^]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replaceAll(/@|\\#|(?<=\bGH)-|(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)/gi, (found) => `${found}${BREAK}`)
    .replaceAll(/(?<!\w):(?=[\w+-]+:)/g, `:${BREAK}`)
    .replace(/^(?:[-+=>](?!\w)|\d+(?=[.)](?:\s|$)))/, (start) =>
      /\d/.test(start) ? `${start}${BREAK}` : `\\${start}`,
    );
}
