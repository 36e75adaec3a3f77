import { type Command, Help } from 'commander';
import { columnsOf, hasColors, type Terminal } from './terminal.ts';

/** Where the output is no terminal. */
const DEFAULT_WIDTH = 80;
/** With less room beside its option, a description stands below it. */
const NARROW = 30;
const BELOW_INDENT = 6;

/** Makes the help of a command, and of those added to it later, keep to the terminal. */
export function fitHelp(command: Command, terminal: Terminal): void {
  const { outputStream, errorStream } = terminal;
  command
    .configureOutput({
      writeOut: (text) => outputStream.write(text),
      writeErr: (text) => errorStream.write(text),
      getOutHelpWidth: () => columnsOf(outputStream) ?? DEFAULT_WIDTH,
      getErrHelpWidth: () => columnsOf(errorStream) ?? DEFAULT_WIDTH,
      getOutHasColors: () => hasColors(terminal, outputStream),
      getErrHasColors: () => hasColors(terminal, errorStream),
    })
    .configureHelp({ showGlobalOptions: false, minWidthToWrap: 10, formatItem, styleUsage });
}

/** Commander's own leaves a description in one line where little room is beside its term. */
function formatItem(this: Help, term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? DEFAULT_WIDTH;
  const beside = width - termWidth - 4;
  if (beside >= NARROW || description === '') {
    return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
  }
  const below = indented(helper.boxWrap(description, width - BELOW_INDENT), BELOW_INDENT);
  return `  ${term}\n${below}`;
}

const USAGE = 'Usage: ';

function styleUsage(this: Help, usage: string): string {
  const wrapped = this.boxWrap(usage, (this.helpWidth ?? DEFAULT_WIDTH) - USAGE.length);
  return wrapped.replaceAll('\n', `\n${' '.repeat(USAGE.length)}`);
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}

/** Adds examples to a command's help: command lines as they can be pasted, and what else is to be known. */
export function addExamples(
  command: Command,
  examples: readonly string[],
  notes: readonly string[] = [],
): void {
  command.addHelpText('after', ({ error, command: shown }) => {
    const output = shown.configureOutput();
    const width = (error ? output.getErrHelpWidth?.() : output.getOutHelpWidth?.()) ?? DEFAULT_WIDTH;
    const help = shown.createHelp();
    return [
      '\nExamples:',
      ...examples.map((line) => continued(line, width)),
      ...notes.map((note) => `\n${help.boxWrap(note, width)}`),
    ].join('\n');
  });
}

/** A command line over as many lines as it takes, as a shell reads them. */
function continued(line: string, width: number): string {
  const lines = ['  '];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    const isEmpty = last.trim() === '';
    // Behind it there has to be room for the mark of continuation.
    if (isEmpty || last.length + 1 + word.length + 2 <= width)
      lines.push(`${lines.pop()}${isEmpty ? '' : ' '}${word}`);
    else lines.push(`      ${word}`);
  }
  return lines.join(' \\\n');
}
