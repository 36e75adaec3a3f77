import type { TuningResult } from '../contract/index.ts';
import { type ConfigurationChange, changesBetween, type FigureChange } from '../core/history/changes.ts';
import { type Room, wrapped } from './fit.ts';
import { megabytes, milliseconds, money, percent } from './numbers.ts';
import { runTime } from './past-runs.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';
import type { Palette } from './terminal.ts';

const PER_MILLION = 1e6;

/** Two runs beside each other: each configuration that both measured, and what they say. */
export function renderDiff(
  before: TuningResult,
  after: TuningResult,
  palette: Palette,
  room: Room = {},
): string {
  if (before.run.executionArn === after.run.executionArn) {
    const moment = runTime(after.run.startedAt);
    return wrapped(printable(`Both are the run of ${moment} (UTC): there is nothing to compare.`), room);
  }
  const changes = changesBetween(before, after);
  const { currency } = after.run.prices;
  const isOneCurrency = before.run.prices.currency === currency;
  const lines = sentences(before, after, changes).map((line) => wrapped(printable(line), room));
  if (changes.length === 0) return lines.join('\n');
  const table = renderTable(
    [
      { head: 'size', align: 'right' },
      { head: 'architecture', shortHead: 'arch', align: 'left' },
      { head: 'mean then', align: 'right' },
      { head: 'now', align: 'right' },
      { head: 'change', align: 'right' },
      ...(isOneCurrency
        ? ([
            { head: 'per 1M then', align: 'right' },
            { head: 'now ', align: 'right' },
            { head: 'change ', align: 'right' },
          ] as const)
        : []),
    ],
    changes.map((change) => {
      const { memoryMB, architecture, cost, duration } = change;
      const perMillion = (amount: number) => money(amount * PER_MILLION, currency);
      return {
        cells: [
          megabytes(memoryMB),
          architecture,
          milliseconds(duration.before.value),
          milliseconds(duration.after.value),
          painted(duration, palette),
          ...(isOneCurrency
            ? [perMillion(cost.before.value), perMillion(cost.after.value), painted(cost, palette)]
            : []),
        ],
        remark: remarkOf(change, after),
      };
    }),
    [],
    room,
  );
  return [table.replaceAll(/ +$/gm, ''), '', ...lines].join('\n');
}

/** "+12%": surely so where it is painted, `~` where it isn't sure. */
function painted({ percent: change, surely }: FigureChange, { yellow, green, dim }: Palette): string {
  if (change === undefined) return '';
  if (change === 0) return dim('0%');
  const amount = percent(change);
  const sign = amount.startsWith('<') ? '' : change >= 0 ? '+' : '-';
  const text = `${surely === 0 ? '~' : ''}${sign}${amount}`;
  return surely === 0 ? dim(text) : surely > 0 ? yellow(text) : green(text);
}

function remarkOf(
  { architecture, memoryMB }: ConfigurationChange,
  { baseline, recommendation }: TuningResult,
): string {
  const is = (one: { architecture: string; memoryMB: number } | undefined) =>
    one?.architecture === architecture && one.memoryMB === memoryMB;
  return [...(is(baseline) ? ['current'] : []), ...(is(recommendation) ? ['recommended'] : [])].join(', ');
}

function sentences(
  before: TuningResult,
  after: TuningResult,
  changes: readonly ConfigurationChange[],
): readonly string[] {
  const same = before.target.functionArn === after.target.functionArn;
  const code = before.target.codeSha256 === after.target.codeSha256 ? 'the same code' : 'other code';
  const of = same
    ? `${after.target.functionArn}, ${code}`
    : `${before.target.functionArn} and ${after.target.functionArn}`;
  const [then, now] = [before.recommendation, after.recommendation].map(
    ({ memoryMB, architecture }) => `${megabytes(memoryMB)} on ${architecture}`,
  );
  return [
    `${runTime(before.run.startedAt)} and ${runTime(after.run.startedAt)} (UTC): ${of}.`,
    changedInWords(changes),
    then === now ? `Both recommend ${now}.` : `Recommended was ${then}, now it is ${now}.`,
    ...(before.measuredBy === after.measuredBy
      ? []
      : [
          `They were measured by different means (${before.measuredBy}, ${after.measuredBy}): their figures are no measure of each other.`,
        ]),
  ];
}

function changedInWords(changes: readonly ConfigurationChange[]): string {
  if (changes.length === 0) return 'No configuration was measured in both.';
  const sure = changes.filter(({ cost, duration }) => cost.surely !== 0 || duration.surely !== 0).length;
  const both = `Of ${changes.length} ${changes.length === 1 ? 'configuration' : 'configurations'} that both measured`;
  return sure === 0
    ? `${both} none has changed for sure.`
    : `${both} ${sure} ${sure === 1 ? 'has' : 'have'} changed for sure (~ is not sure).`;
}
