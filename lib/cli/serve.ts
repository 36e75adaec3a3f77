import { EXIT } from './exit-code.ts';
import { type LocalBackend, type Pipeline, startLocalBackend } from './local/backend.ts';
import { atPort } from './port.ts';
import type { Terminal } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';

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
  return await untilInterrupted(terminal, async (interrupted) => {
    const backend = await atPort(options.port, () => startLocalBackend(pipeline, options));
    terminal.print(JSON.stringify({ endpoint: backend.emulator.endpoint }));
    terminal.error(greeting(options, backend));
    await interrupted;
    terminal.error('Stopping');
    await backend.stop();
    return EXIT.recommended;
  });
}

function greeting({ region }: ServeOptions, { emulator, stateMachineArn, labels }: LocalBackend): string {
  return `Lambda, Step Functions and S3 as ${region} in account ${emulator.accountId}
CPU in proportion to memory by ${labels.cpu}; memory limit ${labels.memory}; files: ${labels.files}
State machine: ${stateMachineArn}
Ctrl-C stops it; nothing is kept.`;
}
