import type { TuningResult } from '../../contract/index.ts';
import { changesBetween } from '../../core/history/changes.ts';
import { renderDiff } from '../../report/diff.ts';
import { EXIT } from '../exit-code.ts';
import { readResult } from '../read-result.ts';
import { isResult } from '../result-folder.ts';
import { columnsOf, palette, type Terminal } from '../terminal.ts';
import { readRun, runCalled } from './find-runs.ts';
import { type RunsOptions, runsAt } from './runs.ts';

export interface DiffOptions extends RunsOptions {
  readonly json?: boolean | undefined;
}

/**
 * `power-tuner diff`: what changed from one run to another.
 * @param asked two runs: what `power-tuner history` calls them, or results as files
 * @returns the exit code
 * @throws BadInput
 */
export async function diff(
  asked: readonly [string, string],
  options: DiffOptions,
  terminal: Terminal,
): Promise<number> {
  const [before, after] = await Promise.all(asked.map((one) => resultOf(one, options, terminal)));
  if (before === undefined || after === undefined) throw new TypeError('diff requires two runs');
  if (options.json === true) {
    terminal.print(
      JSON.stringify(
        { before: before.run, after: after.run, changes: changesBetween(before, after) },
        null,
        2,
      ),
    );
    return EXIT.recommended;
  }
  const { outputStream } = terminal;
  terminal.print(
    renderDiff(before, after, palette(terminal, outputStream), { columns: columnsOf(outputStream) }),
  );
  return EXIT.recommended;
}

async function resultOf(asked: string, options: DiffOptions, terminal: Terminal): Promise<TuningResult> {
  if (isResult(asked)) return readResult(asked);
  const runs = runsAt(options, terminal);
  const { result } = await readRun(runs, await runCalled(runs, asked, options.region));
  return result;
}
