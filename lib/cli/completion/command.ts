import { Argument, type Command } from 'commander';
import { addExamples } from '../help.ts';
import type { Terminal } from '../terminal.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** What the scripts ask with, at every press of the key. */
export const REQUEST = 'complete';
export const COMPLETION = 'completion';

/**
 * `completion` prints a shell's script; what that asks is hidden. Loaded only then: no other command waits
 * for it.
 */
export function addCompletion(program: Command, terminal: Terminal): void {
  const command = program
    .command(COMPLETION)
    .summary("print a shell's script that completes commands, options and their values")
    .description(
      "Prints a shell's script: once it has read it, the tab key completes commands, options, their values and files.",
    )
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.ts');
      terminal.print(completionScript(program, shell));
    });
  addExamples(command, [
    'eval "$(power-tuner completion bash)"',
    'power-tuner completion fish > ~/.config/fish/completions/power-tuner.fish',
  ]);
  program
    .command(REQUEST, { hidden: true })
    .argument('[words...]')
    .helpOption(false)
    .action(async (words: string[]) => {
      const { answerRequest } = await import('./completion.ts');
      terminal.print(await answerRequest(program, words));
    });
}
