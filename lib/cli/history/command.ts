import { type Command, InvalidArgumentError } from 'commander';
import { addExamples } from '../help.ts';
import type { Terminal } from '../terminal.ts';
import type { DiffOptions } from './diff.ts';
import type { HistoryOptions } from './history.ts';

/** `power-tuner history` and `power-tuner diff`. */
export function addHistoryCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const list = program
    .command('history')
    .summary('show the runs of a function that are kept')
    .description(
      'Shows the runs of a function, the latest first: what it had, what that took and cost, and what was recommended. Without a function, those that have any. tune and watch keep their results in .power-tuner; a stack keeps those of all its runs in its results bucket.',
    )
    .argument('[function]', 'its name or ARN')
    .option('-n, --last <count>', 'so many runs at most (default: 20)', count);
  addPlace(list);
  list.action(async (name: string | undefined, options: HistoryOptions) => {
    const { history } = await import('./history.ts');
    done(await history(name, options, terminal));
  });
  addExamples(list, [
    'power-tuner history',
    'power-tuner history orders',
    'power-tuner history orders --bucket my-results --region eu-west-1',
  ]);

  const compare = program
    .command('diff')
    .summary('show what changed from one run to another')
    .description(
      'Shows every configuration that both runs measured: what it took and cost then and now, and whether that has changed for sure. A run is what history calls it: orders is the latest of a function, orders~1 the one before it, and an id, or the beginning of one, is any; or it is a file, or the folder of an --out.',
    )
    .argument('<before>', 'a run')
    .argument('<after>', 'a run');
  addPlace(compare);
  compare.action(async (before: string, after: string, options: DiffOptions) => {
    const { diff } = await import('./diff.ts');
    done(await diff([before, after], options, terminal));
  });
  addExamples(compare, ['power-tuner diff orders~1 orders', 'power-tuner diff stored/result.json orders']);
}

function addPlace(command: Command): void {
  command
    .option('--json', 'print JSON')
    .option('--bucket <name>', 'look in the results bucket of a stack')
    .option('--history <folder>', 'look in this folder (default: .power-tuner, or POWER_TUNER_HISTORY)')
    .option(
      '--region <region>',
      "of the function, where its name is one of several; with --bucket the bucket's too",
    )
    .option('--profile <name>', 'with --bucket: profile of the AWS configuration files');
}

function count(given: string): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Allowed: whole numbers from 1.');
  return value;
}
