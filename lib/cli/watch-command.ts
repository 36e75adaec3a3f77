import type { Command } from 'commander';
import { addFailIf, failIfOptionsOf } from './fail-if-options.ts';
import { addExamples } from './help.ts';
import { addHistory, historyFolder } from './history-options.ts';
import { addShowOptions, showOptionsOf } from './output/options.ts';
import type { Terminal } from './terminal.ts';

export function addWatch(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('watch')
    .summary('follow a run in AWS that was started elsewhere')
    .description(
      'Follows an execution in AWS that was started elsewhere (in the console, by a schedule, by a tune that lost its terminal) and prints its result as tune does; of one that has ended, at once. Ctrl-C ends the watching only: the execution goes on.',
    )
    .argument('<executionArn>', 'as tune prints it; its region is where it is looked for')
    .option('-o, --out <folder>', "write result.json, report.html and every invocation's raw sample there")
    .option('--profile <name>', 'profile of the AWS configuration files')
    .action(async (executionArn: string, options: { out?: string; profile?: string; history?: unknown }) => {
      const { watch } = await import('./watch.ts');
      const { out, profile } = options;
      const asked = { ...showOptionsOf(options, terminal), ...failIfOptionsOf(options) };
      const history = historyFolder(options, terminal);
      done(await watch(executionArn, { ...asked, out, history, profile }, terminal));
    });
  addHistory(command);
  addShowOptions(command);
  addFailIf(command);
  addExamples(command, [
    'power-tuner watch arn:aws:states:eu-west-1:123456789012:execution:power-tuner:2c1d4e6f',
  ]);
}
