import type { Command } from 'commander';

/** As the command line has them. */
export interface FailIfOptions {
  readonly failIf?: readonly string[] | undefined;
  readonly failIfUnsure?: boolean | undefined;
  readonly against?: string | undefined;
}

/** The options of every command that has a result in the end. */
export function addFailIf(command: Command): void {
  command
    .option(
      '--fail-if <condition>',
      'end with 3 where this surely holds, as in "p99 > 300", "cost > +10%" or "saving > 20%"; may be given again (docs/ci.md)',
      (given: string, before: readonly string[] = []) => [...before, given],
    )
    .option('--fail-if-unsure', 'go by values alone: end with 3 also where a condition may hold')
    .option('--against <file>', 'the result that +10% is relative to, or the folder of its --out');
}

export function failIfOptionsOf(options: Readonly<Record<string, unknown>>): FailIfOptions {
  const { failIf, failIfUnsure, against } = options as FailIfOptions;
  return { failIf, failIfUnsure, against };
}

/** Names of these options, as commander has them. */
export const FAIL_IF_OPTIONS = ['failIf', 'failIfUnsure', 'against'];
