import type { RuntimeClient } from './client.ts';
import type { Log } from './console.ts';
import { RuntimeError } from './runtime-error.ts';

/**
 * What nobody caught ends the event that is being handled with an error, and then the process, as in
 * AWS's runtime.
 */
export function fatalErrors(client: RuntimeClient, log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('Uncaught Exception ', error);
    void end(client, error, 129);
  });
  process.on('unhandledRejection', (reason) => {
    const error = new RuntimeError('Runtime.UnhandledPromiseRejection', String(reason), { cause: reason });
    log.error('Unhandled Promise Rejection ', error);
    void end(client, error, 128);
  });
}

async function end(client: RuntimeClient, error: unknown, exitCode: number): Promise<void> {
  await client.fatal(error);
  process.exit(exitCode);
}
