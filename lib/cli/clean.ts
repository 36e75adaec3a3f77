import { cleanerClients } from '../aws/clean/clients.ts';
import { sweep } from '../aws/clean/sweep.ts';
import type { Connection } from '../aws/clients/connection.ts';
import { EXIT, RunFailed } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface CleanOptions {
  /** Where the state machine is; the SDK's own where absent. */
  readonly region?: string;
  readonly profile?: string;
  /** Where functions are tuned, where that is elsewhere too. */
  readonly regions?: readonly string[];
  readonly stagingBucket?: string;
}

/**
 * `power-tuner clean`: what the stack's hourly sweep does, now and with the user's own rights. Deletes what
 * executions that are over have left, never anything of one that runs.
 * @returns the exit code
 * @throws RunFailed with what could not be deleted
 */
export async function clean(options: CleanOptions, terminal: Terminal): Promise<number> {
  const { AWS_ENDPOINT_URL: endpoint = '' } = terminal.environment;
  const connection: Connection = {
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(endpoint === '' ? {} : { endpoint }),
  };
  const clients = cleanerClients(connection);
  const settings = { regions: options.regions ?? [], stagingBucket: options.stagingBucket };
  const { deleted, left } = await sweep(clients, settings, new Date());
  for (const name of deleted) terminal.print(`deleted ${name}`);
  if (left.length > 0)
    throw new RunFailed(
      `could not be deleted:\n- ${left.join('\n- ')}\nTry again with power-tuner clean; other credentials are chosen with --profile <name>, and the stack's own sweep comes within the hour`,
    );
  terminal.error(deleted.length === 0 ? 'Nothing was left.' : `${deleted.length} deleted; nothing is left.`);
  return EXIT.recommended;
}
