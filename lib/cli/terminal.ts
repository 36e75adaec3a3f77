import pc from 'picocolors';
import type { Palette } from '../report/terminal.ts';

/** The command's surroundings: results go to the output, everything else to the error stream. */
export interface Terminal {
  readonly outputStream: NodeJS.WriteStream;
  readonly errorStream: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  error(text: string): void;
  /** @returns what takes the listener away again. */
  onInterrupt(listener: () => void): () => void;
}

export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    outputStream: process.stdout,
    errorStream: process.stderr,
    environment: process.env,
    print: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}

/** Who reads has seen enough, as `head` does: no reason to break off, and none to fail. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** How wide texts may be. Undefined where it is no terminal, or one that doesn't say (it has 0 then). */
export function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
}

/** Whether what has been written can be written over again. */
export function canRedraw({ environment }: Terminal, stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/**
 * Colours only on a terminal that can show them (TERM). NO_COLOR takes them away and FORCE_COLOR brings them
 * anywhere, as no-color.org and force-color.org have it: an empty one says nothing, and no colour wins.
 */
export function hasColors({ environment }: Terminal, stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** Whether it has no more than ASCII: by TERM, or by the locale, where one is set. */
export function isAscii({ environment }: Terminal): boolean {
  const { TERM, LC_ALL, LC_CTYPE, LANG } = environment;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((one) => one !== undefined && one !== '');
  return TERM === 'dumb' || (locale !== undefined && !/utf-?8/i.test(locale));
}

export function palette(terminal: Terminal, stream: NodeJS.WriteStream): Palette {
  const { bold, dim, green, yellow } = pc.createColors(hasColors(terminal, stream));
  return { bold, dim, green, yellow };
}
