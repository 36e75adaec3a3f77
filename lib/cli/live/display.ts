import { createLogUpdate } from 'log-update';
import { candidateKey } from '../../contract/index.ts';
import { milliseconds } from '../../report/numbers.ts';
import type { Palette } from '../../report/terminal.ts';
import type { CandidateView, RunView } from './run-view.ts';

/** Shows a run while it goes on. */
export interface Display {
  /** Something changed. */
  update(): void;
  /** A candidate is done. */
  measured(row: CandidateView): void;
  /** The run is over: leaves the terminal as it should be. */
  end(): void;
}

/** Of the bar; narrower than `least` it says nothing, and is left out. */
const BAR = { most: 24, least: 6 } as const;
/** Kept for what stands behind the bar, so that all bars of a run are as wide and none changes. */
const FACTS_WIDTH = 30;
const MS_PER_FRAME = 100;
const DEFAULT_SIZE = { rows: 24, columns: 80 } as const;

/** A line for each candidate, drawn again and again. */
export function liveDisplay(
  view: RunView,
  stream: NodeJS.WriteStream,
  palette: Palette,
  startedAtMs = Date.now(),
): Display {
  const log = createLogUpdate(stream, { showCursor: false });
  const draw = () =>
    log(
      frame(view, palette, {
        // Two machines' clocks may differ.
        seconds: Math.max(0, Math.floor((Date.now() - startedAtMs) / 1000)),
        rows: stream.rows || DEFAULT_SIZE.rows,
        columns: stream.columns || DEFAULT_SIZE.columns,
      }),
    );
  const timer = setInterval(draw, MS_PER_FRAME);
  return {
    update: () => undefined,
    measured: () => undefined,
    end: () => {
      clearInterval(timer);
      log.clear();
      log.done();
    },
  };
}

/** One picture of a run, of lines that fit into the terminal's size. */
export function frame(
  view: RunView,
  palette: Palette,
  { seconds, rows: height, columns }: { seconds: number; rows: number; columns: number },
): string {
  const rows = view.rows;
  const most = Math.max(1, height - 3);
  const shown = rows.length <= most ? rows : rows.filter(({ state }) => state === 'measuring').slice(0, most);
  const done = rows.filter(({ state }) => state === 'measured').length;
  const count = rows.length === 0 ? '' : ` · ${done} of ${rows.length} candidates`;
  const time = ` · ${seconds} s`;
  const known = view.phase.length + count.length + time.length <= columns ? count : '';
  return [
    `${palette.bold(view.phase)}${known}${time}`,
    ...shown.map((row) => line(row, palette, columns)),
  ].join('\n');
}

function line(row: CandidateView, palette: Palette, columns: number): string {
  const { work, state } = row;
  const name = `${String(work.memoryMB).padStart(6)} MB ${work.architecture.padEnd(7)} `;
  const room = columns - name.length;
  const width = Math.min(BAR.most, room - FACTS_WIDTH - 1);
  const shown = width < BAR.least ? '' : `${bar(row, palette, width)} `;
  const text = `${name}${shown}${fitting(facts(row), shown === '' ? room : room - width - 1)}`;
  return state === 'measured' ? palette.green(text) : state === 'waiting' ? palette.dim(text) : text;
}

function bar({ work, invocations, state }: CandidateView, palette: Palette, width: number): string {
  const share = state === 'measured' ? 1 : Math.min(1, invocations / work.samples);
  const filled = Math.round(share * width);
  return `${'━'.repeat(filled)}${palette.dim('─'.repeat(width - filled))}`;
}

/** As many facts as there is room for, and the first one in any case. */
function fitting([first = '', ...others]: readonly string[], room: number): string {
  const [next, ...rest] = others;
  if (next === undefined || first.length + 2 + next.length > room) return first;
  return fitting([`${first}  ${next}`, ...rest], room);
}

/** Samples done, their running mean and what failed; against AWS only the state is known. */
function facts({ work, invocations, warm, warmTotalMs, failures, state }: CandidateView): string[] {
  if (invocations === 0) return [state];
  return [
    // A look comes late: by then the next round may have begun.
    `${Math.min(invocations, work.samples)}/${work.samples}`,
    ...(warm === 0 ? [] : [`mean ${milliseconds(warmTotalMs / warm)}`]),
    ...(failures === 0 ? [] : [`${failures} failed`]),
  ];
}

/** A line for each step, where the output is no terminal. */
export function plainDisplay(view: RunView, write: (line: string) => void): Display {
  let phase = '';
  return {
    update() {
      if (view.phase === phase) return;
      phase = view.phase;
      const count = view.rows.length === 0 ? '' : ` (${view.rows.length} candidates)`;
      write(`${phase}${phase === 'Measuring' ? count : ''}`);
    },
    measured: (row) => write(`  ${candidateKey(row.work)}: ${facts(row).join('  ')}`),
    end: () => undefined,
  };
}
