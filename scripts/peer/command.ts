import { type SpawnOptions, spawn } from 'node:child_process';
import { endGroup } from './process-group.ts';

/** How a command ended. `code` is null when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end, and keeps what it printed. `signal` ends it early, with all that it started.
 * Rejects when it can't be started, and with the signal's reason.
 */
export async function run(
  command: string,
  args: readonly string[],
  { signal, ...options }: SpawnOptions = {},
): Promise<Ended> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const end = () => void endGroup(child);
  signal?.addEventListener('abort', end, { once: true });
  try {
    const result = await ended;
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
