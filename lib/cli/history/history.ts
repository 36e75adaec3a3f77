import { historyEntryOf } from '../../core/history/entry.ts';
import { renderHistory } from '../../report/history.ts';
import { runTime } from '../../report/past-runs.ts';
import { printable } from '../../report/printable.ts';
import { renderTable } from '../../report/table.ts';
import { BadInput, EXIT } from '../exit-code.ts';
import { columnsOf, isAscii, palette, type Terminal } from '../terminal.ts';
import { allRuns, readRun, runsOf } from './find-runs.ts';
import { type RunsOptions, runsAt } from './runs.ts';

export interface HistoryOptions extends RunsOptions {
  /** How many runs at most. */
  readonly last?: number | undefined;
  readonly json?: boolean | undefined;
}

const DEFAULT_LAST = 20;

/**
 * `power-tuner history`: the kept runs of a function, or without one the functions that have any.
 * @returns the exit code
 * @throws BadInput
 */
export async function history(
  asked: string | undefined,
  options: HistoryOptions,
  terminal: Terminal,
): Promise<number> {
  const runs = runsAt(options, terminal);
  const { outputStream } = terminal;
  const room = { columns: columnsOf(outputStream), ascii: isAscii(terminal) };
  if (asked === undefined) {
    const all = [...(await allRuns(runs)).values()].flatMap((keys) => {
      const [latest] = keys;
      return latest === undefined ? [] : [{ ...latest, runs: keys.length }];
    });
    if (options.json === true) terminal.print(JSON.stringify(all, null, 2));
    else if (all.length === 0) terminal.error(`No run is kept in ${runs.place} yet.`);
    else {
      const columns = ['function', 'region', 'account', 'latest run (UTC)'].map(
        (head) => ({ head, align: 'left' }) as const,
      );
      const rows = all.map(({ functionName, region, accountId, startedAt, runs: count }) => ({
        cells: [functionName, region, accountId, runTime(startedAt), String(count)],
        remark: '',
      }));
      terminal.print(
        renderTable([...columns, { head: 'runs', align: 'right' }], rows, ['account'], room).replaceAll(
          / +$/gm,
          '',
        ),
      );
    }
    return EXIT.recommended;
  }
  const keys = (await runsOf(runs, asked, options.region)).slice(0, options.last ?? DEFAULT_LAST);
  const rows = [];
  for (const key of keys) {
    try {
      const { result } = await readRun(runs, key);
      const entry = historyEntryOf(result);
      if (entry !== undefined) rows.push({ id: key.id, entry });
    } catch (error) {
      // The others are worth seeing.
      if (!(error instanceof BadInput)) throw error;
      terminal.error(`! ${printable(error.message)}`);
    }
  }
  if (rows.length === 0)
    throw new BadInput(`none of the ${keys.length} runs of ${asked} in ${runs.place} can be shown`);
  if (options.json === true)
    terminal.print(
      JSON.stringify(
        rows.map(({ id, entry }) => ({ id, ...entry })),
        null,
        2,
      ),
    );
  else terminal.print(renderHistory(rows, palette(terminal, outputStream), room));
  return EXIT.recommended;
}
