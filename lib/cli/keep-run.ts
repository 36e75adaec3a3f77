import type { Connection } from '../aws/clients/connection.ts';
import { s3 } from '../aws/clients/s3.ts';
import { errorMessage } from '../aws/error-text.ts';
import { readRun } from '../aws/results.ts';
import type { Plan } from '../contract/index.ts';
import { RunFailed } from './exit-code.ts';
import { RESULT_FILE, type ResultFolder } from './result-folder.ts';
import type { Terminal } from './terminal.ts';

/** What a run has left behind. */
export interface RunLeft {
  /** JSON; absent where the run failed. */
  readonly output: string | undefined;
  /** Absent where it failed before there was one. */
  readonly plan: Plan | undefined;
}

/** What the Executor names its objects. Whoever can write into the bucket can't lead out of the folder by other names. */
const SAMPLES_FILE = /^samples\/[\w-]+\.jsonl$/;

/**
 * Writes a run into the folder of `--out`: its result, and its raw samples where they were kept. A run that failed
 * has samples all the same. Samples that can't be read cost no result.
 * @throws RunFailed where the folder can't be written to.
 */
export async function keepRun(
  connection: Connection,
  { output, plan }: RunLeft,
  folder: ResultFolder,
  terminal: Terminal,
): Promise<void> {
  if (output !== undefined) {
    folder.write(RESULT_FILE, `${JSON.stringify(JSON.parse(output), null, 2)}\n`);
  }
  if (plan === undefined) return;
  const { resultsBucket } = plan;
  if (resultsBucket === undefined) {
    terminal.error('No raw samples: the stack has no bucket for them (resultsBucket in its props)');
    return;
  }
  try {
    for await (const { name, body } of readRun(s3(connection), { ...plan, resultsBucket })) {
      if (SAMPLES_FILE.test(name)) folder.write(name, body);
    }
  } catch (error) {
    if (error instanceof RunFailed) throw error;
    terminal.error(
      `The raw samples can't be read from the bucket ${resultsBucket}: ${errorMessage(error)}. It takes s3:ListBucket on it, and s3:GetObject on its runs/*`,
    );
  }
}
