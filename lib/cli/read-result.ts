import { resultSchema, type TuningResult } from '../contract/index.ts';
import { BadInput } from './exit-code.ts';
import { parseJson } from './local/json-file.ts';
import { resultFileIn } from './result-folder.ts';

/** How to come by a result. */
const RESULT_REMEDY =
  'Allowed: what power-tuner tune --json has printed, or the folder of its --out; power-tuner watch <executionArn> --out <folder> writes that of a run in AWS';

/**
 * @param path a result as JSON, or the folder of `--out`
 * @throws BadInput where there is none.
 */
export function readResult(path: string): TuningResult {
  const file = resultFileIn(path, RESULT_REMEDY);
  const parsed = resultSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `${file} is no result of power-tuner: ${issue?.path.join('.') || 'the whole file'}: ${issue?.message ?? ''}. ${RESULT_REMEDY}`,
  );
}
