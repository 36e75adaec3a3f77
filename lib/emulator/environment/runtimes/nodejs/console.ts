import { format } from 'node:util';
import { toLogged } from './error-payload.ts';

/** The runtime's own way into the log, and whose lines they are. */
export interface Log {
  /** Of the event that is being handled; undefined during INIT, and Lambda prints it so. */
  requestId: string | undefined;
  error(title: string, error: unknown): void;
}

const LEVELS = { log: 'INFO', debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** Makes `console` print in Lambda's text format: time, request id, level and message, tab-separated. */
export function patchConsole(write: (text: string) => void): Log {
  const line = (level: string, message: string): void =>
    write(`${new Date().toISOString()}\t${log.requestId}\t${level}\t${message}\n`);
  const log: Log = {
    requestId: undefined,
    error: (title, error) => line('ERROR', `${title}\t${toLogged(error)}`),
  };
  for (const [method, level] of Object.entries(LEVELS)) {
    Object.assign(console, { [method]: (...values: unknown[]) => line(level, format(...values)) });
  }
  console.trace = (...values: unknown[]) => {
    const { stack = '' } = new Error(format(...values));
    line('TRACE', stack.replace(/^Error/, 'Trace'));
  };
  return log;
}
