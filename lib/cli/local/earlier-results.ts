import type { Connection } from '../../aws/clients/connection.ts';
import { s3 } from '../../aws/clients/s3.ts';
import { errorMessage } from '../../aws/error-text.ts';
import { bucketStore } from '../../aws/kept-results.ts';
import type { MeasuredBy } from '../../contract/index.ts';
import { functionOf, keptKey } from '../../core/history/key.ts';
import { kept, keptOf, type ResultStore } from '../../core/history/store.ts';
import { folderStore } from '../kept-folder.ts';
import type { Terminal } from '../terminal.ts';
import { LOCAL_RESULTS_BUCKET } from './bucket.ts';

/** So many of a function's results are looked at. */
const MOST_LOOKED_AT = 10;

/**
 * Puts the latest kept result of a function into the emulator's results bucket, so that a run here is compared with
 * it in the way of any other. What was measured in another way is not like it, and stays behind; what can't be
 * read goes too: the run says so. A folder that can't be read is said here, and costs no run.
 */
export async function takeEarlierResults(
  connection: Connection,
  folder: string,
  { functionArn, measuredBy }: { readonly functionArn: string; readonly measuredBy: MeasuredBy },
  terminal: Terminal,
): Promise<void> {
  const here = folderStore(folder);
  try {
    const keys = await keptOf(here, functionOf(functionArn));
    if (keys.length === 0) return;
    const there = bucketStore(s3(connection), LOCAL_RESULTS_BUCKET);
    for (const key of keys.slice(0, MOST_LOOKED_AT)) {
      const by = await measuredByOf(here, key);
      if (by !== undefined && by !== measuredBy) continue;
      await there.write(keptKey(key), await here.read(keptKey(key)));
      if (by === measuredBy) return;
    }
  } catch (error) {
    terminal.error(
      `warning: earlier results can't be read from ${folder}, and the run is compared with none: ${errorMessage(error)}. Give another folder with --history, or --no-history`,
    );
  }
}

/** @returns undefined where it can't be read as a result */
async function measuredByOf(
  store: ResultStore,
  key: Parameters<typeof kept>[1],
): Promise<MeasuredBy | undefined> {
  try {
    return (await kept(store, key)).measuredBy;
  } catch {
    return undefined;
  }
}
