import type { Command } from 'commander';
import { KEPT_FOLDER } from './kept-folder.ts';
import type { Terminal } from './terminal.ts';

/** What says so in the environment. */
const OFF = 'off';

/** Of commands that end with a result. */
export function addHistory(command: Command): void {
  command
    .option(
      '--history <folder>',
      `keep the result there, to compare later runs with (or POWER_TUNER_HISTORY; default: ${KEPT_FOLDER})`,
    )
    .option('--no-history', `keep nothing, and compare with nothing (or POWER_TUNER_HISTORY=${OFF})`);
}

/** Names of these options, as commander has them. */
export const HISTORY_OPTIONS = ['history'];

/** Where results are kept: what the option says, or else the environment; undefined where nowhere. */
export function historyFolder(
  { history }: { readonly history?: unknown },
  { environment }: Pick<Terminal, 'environment'>,
): string | undefined {
  if (history === false) return undefined;
  if (typeof history === 'string') return history;
  const { POWER_TUNER_HISTORY: usual = '' } = environment;
  if (usual === OFF) return undefined;
  return usual === '' ? KEPT_FOLDER : usual;
}
