import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resultSchema, type TuningResult } from '../contract/index.ts';
import { explain } from '../report/explain.ts';
import { wrapped } from '../report/fit.ts';
import { BadInput, EXIT } from './exit-code.ts';
import { parseJson } from './local/json-file.ts';
import { RESULT_FILE } from './result-folder.ts';
import type { Terminal } from './terminal.ts';

/**
 * `power-tuner explain`: what a run measured and why, from its result.
 * @param path a result as JSON, or the folder of `--out`
 * @returns the exit code
 * @throws BadInput where there is no result.
 */
export function explainResult(path: string, terminal: Terminal): number {
  terminal.print(wrapped(explain(readResult(path)), terminal));
  return EXIT.recommended;
}

/** How to come by a result. */
const RESULT_REMEDY =
  'Allowed: what power-tuner tune --json has printed, or the folder of its --out; power-tuner watch <executionArn> --out <folder> writes that of a run in AWS';

function readResult(path: string): TuningResult {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(path, RESULT_FILE) : path;
  if (isFolder && !existsSync(file)) throw new BadInput(`${path} holds no ${RESULT_FILE}. ${RESULT_REMEDY}`);
  const parsed = resultSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `${file} is no result of power-tuner: ${issue?.path.join('.') || 'the whole file'}: ${issue?.message ?? ''}. ${RESULT_REMEDY}`,
  );
}
