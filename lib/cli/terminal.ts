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

/** Colours only on a terminal that wants them (NO_COLOR, TERM=dumb). */
export function palette({ environment }: Terminal, stream: NodeJS.WriteStream): Palette {
  const wanted = stream.isTTY === true && environment.NO_COLOR === undefined && environment.TERM !== 'dumb';
  const { bold, dim, green, yellow } = pc.createColors(wanted);
  return { bold, dim, green, yellow };
}
