import type { Terminal } from './terminal.ts';

/**
 * Runs what goes on until Ctrl-C or SIGTERM. Signals are listened for before it begins, so that one in between leaves
 * nothing; and until all of it is stopped.
 * @param work stops what it has begun once it was interrupted
 */
export async function untilInterrupted<T>(
  terminal: Terminal,
  work: (interrupted: Promise<void>) => Promise<T>,
): Promise<T> {
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const unlisten = terminal.onInterrupt(interrupt);
  try {
    return await work(interrupted);
  } finally {
    unlisten();
  }
}
