import { join } from 'node:path';
import { errorMessage } from '../aws/error-text.ts';
import { resultSchema } from '../contract/index.ts';
import { keep } from '../core/history/store.ts';
import { folderStore } from './kept-folder.ts';
import type { Terminal } from './terminal.ts';

/**
 * Keeps what a run ended with, where it is a result: a dry run has none. What can't be kept is said, and costs no
 * result.
 * @param quiet whether it is not said where the result lies
 */
export async function keepResult(
  output: unknown,
  folder: string,
  terminal: Terminal,
  { quiet }: { readonly quiet: boolean },
): Promise<void> {
  const read = resultSchema.safeParse(output);
  if (!read.success) return;
  try {
    const key = await keep(folderStore(folder), read.data);
    if (!quiet) terminal.error(`Kept in ${join(folder, key)}`);
  } catch (error) {
    terminal.error(
      `warning: the result can't be kept in ${folder}: ${errorMessage(error)}. Give another folder with --history, or --no-history`,
    );
  }
}
