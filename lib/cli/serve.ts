import { BadInput, EXIT } from './exit-code.ts';
import { type LocalBackend, type Pipeline, startLocalBackend } from './local/backend.ts';
import type { Terminal } from './terminal.ts';

export interface ServeOptions {
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly region: string;
}

/**
 * `power-tuner serve`: the emulator alone, with the state machine on it, until Ctrl-C or SIGTERM. Prints one
 * line of JSON, `{"endpoint"}`, on standard output.
 * @returns the exit code
 * @throws BadInput where the port can't be had.
 */
export async function serve(options: ServeOptions, pipeline: Pipeline, terminal: Terminal): Promise<number> {
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  // Before anything is started, so that a signal in between leaves nothing; and until all is stopped.
  const unlisten = terminal.onInterrupt(interrupt);
  try {
    const backend = await start(options, pipeline);
    terminal.print(JSON.stringify({ endpoint: backend.emulator.endpoint }));
    terminal.error(greeting(options, backend));
    await interrupted;
    terminal.error('Stopping');
    await backend.stop();
    return EXIT.recommended;
  } finally {
    unlisten();
  }
}

async function start(options: ServeOptions, pipeline: Pipeline): Promise<LocalBackend> {
  try {
    return await startLocalBackend(pipeline, options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is taken' : 'needs more rights than this user has';
    throw new BadInput(`port ${options.port} ${why}: choose another, or 0 for any that is free`, {
      cause: error,
    });
  }
}

function greeting({ region }: ServeOptions, { emulator, stateMachineArn, labels }: LocalBackend): string {
  return `Lambda, Step Functions and S3 as ${region} in account ${emulator.accountId}
CPU in proportion to memory by ${labels.cpu}; memory limit ${labels.memory}; files: ${labels.files}
State machine: ${stateMachineArn}
Ctrl-C stops it; nothing is kept.`;
}
