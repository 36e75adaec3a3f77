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

const BAR_WIDTH = 24;
const MS_PER_FRAME = 100;

/** A line for each candidate, drawn again and again. */
export function liveDisplay(view: RunView, stream: NodeJS.WriteStream, palette: Palette): Display {
  const log = createLogUpdate(stream, { showCursor: false });
  const startedAtMs = performance.now();
  const draw = () => log(frame(view, palette, startedAtMs, stream.rows || 24));
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

function frame(view: RunView, palette: Palette, startedAtMs: number, height: number): string {
  const seconds = Math.floor((performance.now() - startedAtMs) / 1000);
  const rows = view.rows;
  const fitting = Math.max(1, height - 3);
  const shown =
    rows.length <= fitting ? rows : rows.filter(({ state }) => state === 'measuring').slice(0, fitting);
  const done = rows.filter(({ state }) => state === 'measured').length;
  const count = rows.length === 0 ? '' : ` · ${done} of ${rows.length} candidates`;
  return [
    `${palette.bold(view.phase)}${count} · ${seconds} s`,
    ...shown.map((row) => line(row, palette)),
  ].join('\n');
}

function line(row: CandidateView, palette: Palette): string {
  const { work, invocations, state } = row;
  const share = state === 'measured' ? 1 : Math.min(1, invocations / work.samples);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `${'━'.repeat(filled)}${palette.dim('─'.repeat(BAR_WIDTH - filled))}`;
  const name = `${String(work.memoryMB).padStart(6)} MB ${work.architecture.padEnd(7)}`;
  const text = `${name} ${bar} ${facts(row)}`;
  return state === 'measured' ? palette.green(text) : state === 'waiting' ? palette.dim(text) : text;
}

/** Samples done and their running mean; against AWS only the state is known. */
function facts({ work, invocations, warm, warmTotalMs, failures, state }: CandidateView): string {
  if (invocations === 0) return state;
  const mean = warm === 0 ? '' : `  mean ${milliseconds(warmTotalMs / warm)}`;
  const failed = failures === 0 ? '' : `  ${failures} failed`;
  // A look comes late: by then the next round may have begun.
  return `${Math.min(invocations, work.samples)}/${work.samples}${mean}${failed}`;
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
    measured: (row) => write(`  ${candidateKey(row.work)}: ${facts(row)}`),
    end: () => undefined,
  };
}
