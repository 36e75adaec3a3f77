import {
  type Candidate,
  type CandidateResult,
  candidateKey,
  type Distribution,
  type Figure,
  type TuningResult,
} from '../contract/index.ts';
import { perMillion } from '../core/analysis/figure.ts';
import { searchInShort } from './explain.ts';
import { type Room, wrapped } from './fit.ts';
import { brokenInShort } from './limits-in-short.ts';
import { type Currency, megabytes, milliseconds, money, percentOf } from './numbers.ts';
import { printable } from './printable.ts';
import { type Column, type Row, renderTable } from './table.ts';

/** How the terminal sets words off; each function gets text and gives text. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/**
 * The result as a person reads it in a terminal: the table, the answer, what was odd, and the link.
 * @param room how wide the terminal is: nothing but the link is wider
 */
export function renderTerminal(result: TuningResult, palette: Palette, room: Room = {}): string {
  const figures = table(result, palette, room);
  const lines = [
    figures,
    ...legend(result, figures).map((line) => palette.dim(wrapped(line, room))),
    '',
    palette.bold(wrapped(result.recommendation.sentence, room)),
    ...[...searchInShort(result), ...provenance(result), ...insights(result)].map((line) =>
      wrapped(line, room),
    ),
    ...notes(result).map((note) => palette.yellow(wrapped(`! ${note}`, room, NOTE_INDENT))),
    ...applied(result).map((line) => wrapped(line, room)),
    palette.dim(wrapped(spent(result), room)),
    '',
    palette.dim(`See it: ${result.stateMachine.visualization}`),
  ];
  return lines.join('\n');
}

/** As wide as the mark of a note. */
const NOTE_INDENT = '  ';

const COLUMNS: readonly Column[] = [
  { head: 'size', align: 'right' },
  { head: 'architecture', shortHead: 'arch', align: 'left' },
  { head: 'mean', align: 'right' },
  { head: 'p99', align: 'right' },
  { head: 'cost per 1M', shortHead: 'per 1M', align: 'right' },
  { head: 'init', align: 'right' },
  { head: 'memory', align: 'right' },
  { head: 'n', align: 'right' },
];

/** What a narrow terminal can do without, the least missed first: size, mean and cost are what is chosen by. */
const SPARE = ['memory', 'init', 'n', 'p99'];

function table(result: TuningResult, palette: Palette, room: Room): string {
  const rows = result.candidates.map((candidate) => row(candidate, result, palette));
  // Where there is one, the answer's sentence names it.
  const architectures = new Set(result.candidates.map(({ architecture }) => architecture)).size;
  return renderTable(COLUMNS, rows, architectures === 1 ? [...SPARE, 'architecture'] : SPARE, room);
}

function row(candidate: CandidateResult, result: TuningResult, palette: Palette): Row {
  const chosen = isSame(candidate, result.recommendation);
  const currency = result.run.prices.currency;
  const { duration, costPerMillion } = shown(candidate, result);
  const cells = [
    megabytes(candidate.memoryMB),
    candidate.architecture,
    figure(duration?.mean),
    tail(duration?.p99),
    amount(costPerMillion, currency),
    figure((candidate.cold?.initMs ?? candidate.cold?.restoreMs)?.mean),
    candidate.maxMemoryUsedMB === undefined ? '' : megabytes(candidate.maxMemoryUsedMB),
    duration === undefined ? '' : String(duration.mean.n),
  ];
  const paint = chosen
    ? palette.green
    : candidate.status === 'measured'
      ? (text: string) => text
      : palette.dim;
  const painted = (text: string) => (text === '' ? text : paint(text));
  return { cells: cells.map(painted), remark: painted(remark(candidate, result)) };
}

interface Shown {
  readonly duration: Distribution | undefined;
  readonly costPerMillion: Figure | undefined;
}

/** The figures by which candidates were compared. */
function shown({ warm, cold, blended, costPerMillionUsd }: CandidateResult, result: TuningResult): Shown {
  if (result.recommendation.coldStartRate !== undefined && blended !== undefined) {
    return { duration: blended.latencyMs, costPerMillion: perMillion(blended.costUsd) };
  }
  return { duration: warm?.durationMs ?? cold?.latencyMs, costPerMillion: costPerMillionUsd };
}

function remark(candidate: CandidateResult, result: TuningResult): string {
  if (candidate.status !== 'measured') {
    const reason = printable(candidate.reason ?? '').replaceAll(/[\n\t]+/g, ' ');
    return `${candidate.status}: ${reason}`.slice(0, 100).toWellFormed();
  }
  const { recommendation, baseline } = result;
  const words = [
    ...(isSame(candidate, recommendation) ? ['← recommended'] : []),
    ...(recommendation.ties.some((tie) => isSame(tie, candidate)) ? ['tie'] : []),
    ...(baseline !== undefined && isSame(candidate, baseline) ? ['current'] : []),
    ...brokenInShort(candidate.limits ?? {}),
    ...(candidate.memoryTight ? ['memory tight'] : []),
  ];
  return words.join(', ');
}

function isSame(a: Candidate, b: Candidate): boolean {
  return candidateKey(a) === candidateKey(b);
}

function figure(given: Figure | undefined): string {
  return given === undefined ? '' : milliseconds(given.value);
}

/** A p99 without an interval rests on the slowest one or two of too few samples. */
function tail(given: Figure | undefined): string {
  return given === undefined ? '' : `${isRough(given) ? '~' : ''}${milliseconds(given.value)}`;
}

function isRough({ low }: Figure): boolean {
  return low === undefined;
}

/** Of the marks that are in the table. */
function legend(result: TuningResult, figures: string): string[] {
  const tails = result.candidates.map((candidate) => shown(candidate, result).duration?.p99);
  const { coldStartRate } = result.recommendation;
  return [
    ...(figures.includes('~') && tails.some((one) => one !== undefined && isRough(one))
      ? ['~ too few samples to say how far off this p99 may be']
      : []),
    ...(coldStartRate === undefined
      ? []
      : [`mean, p99 and cost with ${percentOf(coldStartRate)} cold starts, init included`]),
  ];
}

function amount(given: Figure | undefined, currency: Currency): string {
  return given === undefined ? '' : money(given.value, currency);
}

function provenance({ measuredBy, source }: TuningResult): string[] {
  if (measuredBy === 'replayed')
    return [`Replayed measurements, from ${printable(source ?? 'an unnamed source')}.`];
  if (measuredBy === 'process') {
    return ['Measured on this machine: trust the shape of the curve, not the absolute milliseconds.'];
  }
  return [];
}

/** What is good to know, and nothing to mend. */
const INSIGHTS: ReadonlySet<string> = new Set(['init-boost']);

function insights({ warnings }: TuningResult): string[] {
  return warnings.flatMap(({ code, message }) =>
    INSIGHTS.has(code) ? [`${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`] : [],
  );
}

function notes({ warnings, candidates }: TuningResult): string[] {
  const failures = candidates.flatMap((candidate) =>
    candidate.status === 'measured' && candidate.failures.length > 0
      ? [
          `${candidateKey(candidate)}: ${candidate.failures.map(({ count, reason }) => `${count} × ${reason}`).join(', ')} left out`,
        ]
      : [],
  );
  const odd = warnings.filter(({ code }) => !INSIGHTS.has(code));
  return [...odd.map(({ message }) => message), ...failures].map(printable);
}

/** What the run itself cost; on the emulator what it would have cost in AWS. */
function spent({ measuredBy, run: { invocations, costUsd, cost, prices } }: TuningResult): string {
  const amountOf = (value: number) => money(value, prices.currency);
  const parts = [
    `${invocations.toLocaleString('en-US')} invocations ${amountOf(cost.invocationsUsd)}`,
    ...(cost.stateTransitionsUsd === undefined
      ? []
      : [`${cost.stateTransitions} state transitions ${amountOf(cost.stateTransitionsUsd)}`]),
    ...(cost.stagesUsd === undefined ? [] : [`the tuner's own functions ${amountOf(cost.stagesUsd)}`]),
  ];
  const verb = measuredBy === 'aws' ? 'cost' : 'would have cost in AWS';
  return `This run ${verb} ${amountOf(costUsd)}: ${parts.join(', ')}.`;
}

function applied({ applied: done }: TuningResult): string[] {
  if (done === undefined) return [];
  const alias =
    done.alias === undefined ? '' : `; version ${done.version} published, alias ${done.alias} points at it`;
  const architecture = done.architecture === undefined ? '' : ` on ${done.architecture}`;
  return [`Applied: ${megabytes(done.memoryMB)}${architecture}${alias}.`];
}
