import { type Command, Option } from 'commander';
import type { MemoryScale } from '../../report/picture/axis.ts';
import type { ThemeName } from '../../report/picture/style.ts';
import { METRICS, type Metric, VIEWS, type ViewName } from '../../report/report.ts';
import { BadInput } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { assertPrintable, FORMATS, type Format } from './formats.ts';
import type { ShowOptions } from './show.ts';

/** How a result is written. */
export interface OutputOptions {
  readonly format?: Format | undefined;
  readonly view?: ViewName | undefined;
  readonly metric?: Metric | undefined;
  readonly theme?: ThemeName | undefined;
  readonly memoryScale?: MemoryScale | undefined;
  /** Of Markdown: where a picture of it is. */
  readonly picture?: string | undefined;
}

/** Of commands that show a result. Values are checked by commander, which names those that are allowed. */
export function addOutputOptions(command: Command, formats: string): void {
  command
    .addOption(new Option('--format <format>', formats).choices(FORMATS))
    .addOption(
      new Option(
        '--view <view>',
        'figures of warm invocations, of cold starts, or of both in proportion (default: what was compared)',
      ).choices(VIEWS),
    )
    .addOption(new Option('--metric <metric>', 'which duration is drawn (default: mean)').choices(METRICS))
    .addOption(new Option('--theme <theme>', 'of svg and png (default: light)').choices(['light', 'dark']))
    .addOption(
      new Option(
        '--memory-scale <scale>',
        'of svg and png: equal steps are equal factors, or equal amounts (default: log)',
      ).choices(['log', 'linear']),
    )
    .option('--picture <address>', 'of markdown: the address of a picture to show in it');
}

/** Of commands that run something: its result as JSON alone, or in a format, and the page. */
export function addShowOptions(command: Command): void {
  command.option('--json', 'print only the result, as JSON, on standard output');
  addOutputOptions(command, 'what is printed on standard output (default: table)');
  command.option(
    '--open',
    'open the result in the browser, as a page (report.html of --out, if there is one)',
  );
}

/** Commander has checked their values. */
export function outputOptionsOf(options: Readonly<Record<string, unknown>>): OutputOptions {
  const { format, view, metric, theme, memoryScale, picture } = options as OutputOptions;
  return { format, view, metric, theme, memoryScale, picture };
}

/** @throws BadInput before anything is run where it could not be shown. */
export function showOptionsOf(options: Readonly<Record<string, unknown>>, terminal: Terminal): ShowOptions {
  const output = outputOptionsOf(options);
  const { format } = output;
  const asked = options.json === true;
  if (asked && format !== undefined && format !== 'json') {
    throw new BadInput(
      `--json and --format ${format} ask for two formats on one output; allowed: one of them`,
    );
  }
  if (format !== undefined) {
    assertPrintable(format, terminal.outputStream, 'redirect it, as in --format png > result.png');
  }
  return { json: asked || format === 'json', output, open: options.open === true };
}

/** Names of these options, as commander has them. */
export const SHOW_OPTIONS = ['json', 'format', 'view', 'metric', 'theme', 'memoryScale', 'picture', 'open'];
