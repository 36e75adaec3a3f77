import type { Pipeline } from '../../lib/cli/local/backend.ts';
import { runCommandLine } from '../../lib/cli/program.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';

export interface CapturedOptions {
  /** A terminal of so many columns; a pipe where absent. */
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Nothing that is refused beforehand comes so far. */
const NO_PIPELINE: Pipeline = {
  definition: {},
  stages: () => Promise.reject(new Error('the test was to end before a pipeline is needed')),
};

/** Runs a command line in this process, for what ends before anything is started. */
export async function captured(argv: readonly string[], { columns, environment = {} }: CapturedOptions = {}) {
  let stdout = '';
  let stderr = '';
  const stream = (write: (text: string) => void) =>
    ({
      isTTY: columns !== undefined,
      columns,
      write: (text: string) => {
        write(text);
        return true;
      },
    }) as unknown as NodeJS.WriteStream;
  const out = (text: string) => {
    stdout += text;
  };
  const err = (text: string) => {
    stderr += text;
  };
  const terminal: Terminal = {
    outputStream: stream(out),
    errorStream: stream(err),
    environment: { POWER_TUNER_HISTORY: 'off', ...environment },
    print: (text) => out(`${text}\n`),
    error: (text) => err(`${text}\n`),
    onInterrupt: () => () => undefined,
  };
  const code = await runCommandLine(argv, { pipeline: NO_PIPELINE, terminal, version: '0.0.0' });
  return { code, stdout, stderr };
}
