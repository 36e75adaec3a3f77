import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '../terminal.ts';

/** Of the page, wherever it is written. */
export const PAGE_FILE = 'report.html';

/** Writes something to a file of its own, which nobody else may read: it names the function. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'power-tuner-')), name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

/** Opens a file or an address in the browser. Where there is none, it says what to open. */
export async function openInBrowser(what: string, terminal: Terminal): Promise<void> {
  const { default: open } = await import('open');
  try {
    const browser = await open(what);
    browser.on('error', () => undefined);
    terminal.error(`Opening ${what}`);
  } catch (error) {
    terminal.error(`No browser can be opened (${(error as Error).message}): open ${what}`);
  }
}
