import { dryRunResultSchema, resultSchema } from '../../contract/index.ts';
import { readReport } from '../../report/reading/read.ts';
import { type Report, type ViewName, viewsOf } from '../../report/report.ts';
import { EXIT } from '../exit-code.ts';
import type { ResultFolder } from '../result-folder.ts';
import type { Terminal } from '../terminal.ts';
import type { OutputOptions } from './options.ts';
import { openInBrowser, PAGE_FILE, temporaryFile } from './page-file.ts';
import { page, rendered } from './rendered.ts';
import { withSamples } from './samples.ts';

export interface ShowOptions {
  readonly json: boolean;
  readonly output?: OutputOptions | undefined;
  /** Whether the page is opened in the browser. */
  readonly open?: boolean | undefined;
}

/**
 * Shows what a run came to, in the format that was asked for.
 * @param folder of `--out`, into which the page is written
 * @returns the exit code
 */
export async function show(
  given: unknown,
  terminal: Terminal,
  options: ShowOptions,
  folder?: ResultFolder,
): Promise<number> {
  const { json, output = {}, open = false } = options;
  const isResult = resultSchema.safeParse(given).success;
  if (json) terminal.print(JSON.stringify(given, null, 2));
  else if (!isResult) terminal.print(dryRunText(given));
  else {
    const reports = [readReport(given)];
    const view = knownView(reports, output.view, terminal);
    const results = { documents: [given], reports };
    const content = await rendered(results, output.format ?? 'table', { ...output, view }, terminal);
    terminal.outputStream.write(content);
  }
  if (isResult) await showPage(given, terminal, open, folder);
  return EXIT.recommended;
}

/** A view without figures costs no result. */
function knownView(
  reports: readonly Report[],
  view: ViewName | undefined,
  terminal: Terminal,
): ViewName | undefined {
  if (view === undefined || viewsOf(reports).includes(view)) return view;
  terminal.error(`There are no figures for --view ${view}: shown is what was compared`);
  return undefined;
}

/** A page that can't be made costs no result. */
async function showPage(
  given: unknown,
  terminal: Terminal,
  open: boolean,
  folder: ResultFolder | undefined,
): Promise<void> {
  if (folder === undefined && !open) return;
  try {
    const made = await page([folder === undefined ? given : withSamples(given, folder.path)]);
    const file = folder === undefined ? temporaryFile(PAGE_FILE, made) : folder.write(PAGE_FILE, made);
    if (open) await openInBrowser(file, terminal);
  } catch (error) {
    terminal.error(`The page ${PAGE_FILE} can't be made: ${(error as Error).message}`);
  }
}

/** A dry run's checks; an output of another kind (of another version's stack, say) as it is. */
function dryRunText(output: unknown): string {
  const dryRun = dryRunResultSchema.safeParse(output);
  if (!dryRun.success) return JSON.stringify(output, null, 2);
  const { checks } = dryRun.data;
  return ['Dry run: nothing was tuned.', ...checks.map(({ name, message }) => `✓ ${name}: ${message}`)].join(
    '\n',
  );
}
