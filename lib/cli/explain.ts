import { explain } from '../report/explain.ts';
import { wrapped } from '../report/fit.ts';
import { EXIT } from './exit-code.ts';
import { readResult } from './read-result.ts';
import { columnsOf, type Terminal } from './terminal.ts';

/**
 * `power-tuner explain`: what a run measured and why, from its result.
 * @param path a result as JSON, or the folder of `--out`
 * @returns the exit code
 * @throws BadInput where there is no result.
 */
export function explainResult(path: string, terminal: Terminal): number {
  const columns = columnsOf(terminal.outputStream);
  terminal.print(wrapped(explain(readResult(path)), { columns }));
  return EXIT.recommended;
}
