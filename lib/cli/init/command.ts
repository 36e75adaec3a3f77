import type { Command } from 'commander';
import { addExamples } from '../help.ts';
import type { Terminal } from '../terminal.ts';

export const DEFAULT_FILE = 'power-tuner.yaml';

export function addInit(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('init')
    .summary('write an input file to begin with, every key explained')
    .description(
      'Writes an input as YAML, with every key commented out, what it means, what is allowed and its default. tune reads it with --input.',
    )
    .argument('[target]', "what to tune: a folder, zip, template or cdk.out, or a function's name or ARN")
    .option('-o, --output <file>', 'where to write it; - for standard output', DEFAULT_FILE)
    .option('--force', 'write over a file that is there')
    .action(async (target: string | undefined, options: { output: string; force?: true }) => {
      const { init } = await import('./init.ts');
      done(init(target, { output: options.output, force: options.force === true }, terminal));
    });
  addExamples(command, [
    'power-tuner init ./my-function',
    'power-tuner init arn:aws:lambda:eu-west-1:123456789012:function:orders -o orders.yaml',
    'power-tuner init -o -',
  ]);
}
