import type { Command } from 'commander';
import { addExamples } from '../help.ts';
import { addOutputOptions, outputOptionsOf } from '../output/options.ts';
import { port } from '../port.ts';
import type { Terminal } from '../terminal.ts';
import type { ReportOptions } from './report.ts';

type Given = Omit<ReportOptions, 'output' | 'file'> & { readonly output?: string };

export function addReport(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('report')
    .summary('show results again: as a page, a picture, a table, a file')
    .description(
      `Shows one result, or several beside each other, in any format; all have the same figures.

A result is a JSON file that tune --json has printed, the folder of its --out, an execution as aws stepfunctions describe-execution prints it, or a link; of aws-lambda-power-tuning too. - reads standard input. Nothing leaves this machine.`,
    )
    .argument('[result...]', 'files, folders of --out, links, or -; a page needs none')
    .option('-o, --output <file>', 'where to write it, in the format that its name says (default: printed)');
  addOutputOptions(command, 'of what is written (default: by the name of -o; printed: table)');
  command
    .option('--open', 'open it in the browser: the page, or an svg or png')
    .option('--link', 'print a link that holds the results behind its #, without names and ARNs')
    .option('--viewer <url>', 'of --link: where a page is that shows it (or POWER_TUNER_VIEWER)')
    .option('--with-name', "of --link: with the functions' names")
    .option('--serve', 'serve the page on 127.0.0.1 until Ctrl-C, and print its address')
    .option('--port <number>', 'of --serve; 0 takes a free one (default: 0)', port)
    .action(async (results: string[], { output: file, ...options }: Given) => {
      const { report } = await import('./report.ts');
      done(await report(results, { ...options, file, output: outputOptionsOf({ ...options }) }, terminal));
    });
  addExamples(command, [
    'power-tuner report result.json -o report.html --open',
    'power-tuner report before.json after.json --format markdown',
    'power-tuner report ./results -o picture.svg --metric p99 --theme dark',
    'aws stepfunctions describe-execution --execution-arn … | power-tuner report - --format csv',
    'power-tuner report -o viewer.html',
    "power-tuner report 'https://lambda-power-tuning.show/#…' --open",
  ]);
}
