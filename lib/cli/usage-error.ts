import { existsSync } from 'node:fs';
import type { Command, CommanderError } from 'commander';

/**
 * What to type next where the command line itself is wrong. Commander has said what was wrong, and what is
 * near.
 * @param argv without the program's name
 * @returns undefined where the help has been printed already.
 */
export function nextUsage(
  { code }: CommanderError,
  program: Command,
  argv: readonly string[],
): string | undefined {
  if (code === 'commander.help') return undefined;
  const words = argv.filter((one) => !one.startsWith('-'));
  const [word = ''] = words;
  const command = program.commands.find((one) => one.name() === word);
  if (command !== undefined) {
    const below = command.commands.find((one) => one.name() === words[1]);
    const called = `${program.name()} ${command.name()}${below === undefined ? '' : ` ${below.name()}`}`;
    return `Next: ${called} ${(below ?? command).usage()}; ${called} --help explains each`;
  }
  if (/^arn:[^:]*:states:/.test(word)) return `Next: ${program.name()} watch ${word}`;
  // Who types a function has forgotten what is to be done with it.
  if (/[/:]/.test(word) || existsSync(word)) return `Next: ${program.name()} tune ${word}`;
  const names = program.createHelp().visibleCommands(program);
  return `Commands are ${names.map((one) => one.name()).join(', ')}; ${program.name()} --help explains each`;
}
