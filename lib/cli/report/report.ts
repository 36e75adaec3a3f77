import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput, EXIT } from '../exit-code.ts';
import type { FailIf } from '../fail-if.ts';
import type { FailIfOptions } from '../fail-if-options.ts';
import { assertPrintable, type Format, formatOfFile } from '../output/formats.ts';
import type { OutputOptions } from '../output/options.ts';
import { openInBrowser, temporaryFile } from '../output/page-file.ts';
import { type Results, rendered } from '../output/rendered.ts';
import type { Terminal } from '../terminal.ts';
import { readResults } from './read-results.ts';

export interface ReportOptions {
  readonly output: OutputOptions;
  readonly judge?: FailIfOptions;
  /** `-` for standard output. */
  readonly file?: string | undefined;
  readonly open?: boolean;
  readonly link?: boolean;
  readonly viewer?: string;
  readonly withName?: boolean;
  readonly serve?: boolean;
  readonly port?: number;
}

/** What a browser shows, and the names of the files that it is given. */
const OPENED: Readonly<Partial<Record<Format, string>>> = {
  html: 'report.html',
  svg: 'picture.svg',
  png: 'picture.png',
};

/**
 * `power-tuner report`: results in another format, as a link, or as a page that is served.
 * @param given files, folders, links, or `-`
 * @returns the exit code
 * @throws BadInput
 */
export async function report(
  given: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
): Promise<number> {
  assertOne(options);
  const failIf = await failIfOf(options.judge ?? {});
  const { output, file = '-', open = false } = options;
  const isPrinted = file === '-';
  const format = output.format ?? (isPrinted ? (open ? 'html' : 'table') : formatOfFile(file));
  // Of the page alone there is one without results: it takes them from its address, or asks for them.
  if (given.length === 0 && options.serve !== true && (format !== 'html' || options.link === true)) {
    throw new BadInput(
      'there is no result to show: name a file, a folder of --out, or a link; or - to read it from standard input',
    );
  }
  if (given.length === 0 && failIf !== undefined) {
    throw new BadInput(
      '--fail-if judges results, and none is named; name a file, a folder of --out, or a link; or leave it out',
    );
  }
  if (open && options.serve !== true && OPENED[format] === undefined) {
    throw new BadInput(
      `--open is for what a browser shows; allowed with it: --format ${Object.keys(OPENED).join(', ')}`,
    );
  }
  if (isPrinted && !open) assertPrintable(format, terminal.outputStream, 'give a file, as in -o picture.png');
  const results = await readResults(given);
  if (options.link === true) return await printLink(results, options, terminal);
  if (options.serve === true) {
    const { servePage } = await import('./serve-page.ts');
    return await servePage(results.documents, { port: options.port ?? 0, open }, terminal);
  }
  const content = await rendered(results, format, output, isPrinted ? terminal : undefined);
  if (isPrinted && !open) terminal.outputStream.write(content);
  else await keep(content, isPrinted ? undefined : file, format, open, terminal);
  return failIf === undefined ? EXIT.recommended : judged(results, failIf, terminal);
}

/** Conditions need the whole contract, which takes a moment to load: who gives none need not wait for it. */
async function failIfOf(given: FailIfOptions): Promise<FailIf | undefined> {
  if (Object.values(given).every((one) => one === undefined)) return undefined;
  const { FailIf } = await import('../fail-if.ts');
  return FailIf.read(given);
}

/** @returns the exit code: of all of them, where there are several. */
function judged({ documents, reports }: Results, failIf: FailIf, terminal: Terminal): number {
  const codes = documents.map((document, index) => {
    const title = documents.length === 1 ? undefined : reports[index]?.title;
    return failIf.judge(document, terminal, { title });
  });
  return Math.max(...codes);
}

/** In the file that was named, or one of its own where it is only looked at. */
async function keep(
  content: string | Uint8Array,
  file: string | undefined,
  format: Format,
  open: boolean,
  terminal: Terminal,
): Promise<void> {
  const written =
    file === undefined ? temporaryFile(OPENED[format] ?? format, content) : write(file, content);
  if (file !== undefined) terminal.error(`Written: ${file}`);
  if (open) await openInBrowser(written, terminal);
}

function write(file: string, content: string | Uint8Array): string {
  try {
    writeFileSync(file, content);
    return resolve(file);
  } catch (error) {
    throw new BadInput(`-o is ${file}, which can't be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function printLink(results: Results, options: ReportOptions, terminal: Terminal): Promise<number> {
  const [{ resultSchema }, { pageLink }] = await Promise.all([
    import('../../contract/index.ts'),
    import('../../report/page-link.ts'),
  ]);
  const ours = results.documents.map((document, index) => {
    const parsed = resultSchema.safeParse(document);
    if (parsed.success) return parsed.data;
    const { title, link } = results.reports[index] ?? {};
    const own = link === undefined ? '' : `; it has a link of its own: ${link}`;
    throw new BadInput(`--link takes whole results of power-tuner, and ${title} is none${own}`);
  });
  const viewer = options.viewer ?? terminal.environment.POWER_TUNER_VIEWER ?? '';
  if (viewer !== '' && !/^(?:https?|file):\/\//.test(viewer)) {
    throw new BadInput(
      `--viewer is ${viewer}; allowed: an address that begins with https://, http:// or file://`,
    );
  }
  if (viewer === '') {
    terminal.error(
      'This is what belongs behind the address of a page: give that with --viewer (power-tuner report --serve has such a page)',
    );
  }
  terminal.print(pageLink(viewer, ours, { named: options.withName === true }));
  return EXIT.recommended;
}

/** @throws BadInput where options ask for different things, or for what only another one has. */
function assertOne({ link, serve, file, output, open, viewer, withName, port, judge }: ReportOptions): void {
  const asked = [
    ...(link === true ? ['--link'] : []),
    ...(serve === true ? ['--serve'] : []),
    ...(file === undefined ? [] : ['-o']),
    ...(output.format === undefined ? [] : ['--format']),
  ];
  const alone = asked.find((one) => one === '--link' || one === '--serve');
  const [other] = asked.filter((one) => one !== alone);
  if (alone !== undefined && other !== undefined) {
    throw new BadInput(`${alone} and ${other} ask for different things; allowed: one of them`);
  }
  if (link === true && open === true)
    throw new BadInput('--link prints a link and opens nothing; leave --open out');
  if (link !== true && (viewer !== undefined || withName === true)) {
    throw new BadInput(`${viewer === undefined ? '--with-name' : '--viewer'} is for --link`);
  }
  if (alone !== undefined && (judge?.failIf ?? []).length > 0) {
    throw new BadInput(`--fail-if judges what is written, and ${alone} writes nothing; allowed: one of them`);
  }
  if (serve !== true && port !== undefined) throw new BadInput('--port is for --serve');
}
