import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Finished } from './command-line.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Serving {
  readonly endpoint: string;
  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Finished>;
}

/** Runs `power-tuner serve` in a process of its own, until it has printed its endpoint. */
export function serving(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/power-tuner.ts'), 'serve', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const finished = new Promise<Finished>((done) => {
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    finished.then(({ code }) => fail(new Error(`serve ended with ${code}: ${stderr}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (!stdout.includes('\n')) return;
      const { endpoint } = JSON.parse(stdout) as { endpoint: string };
      done({
        endpoint,
        stop: (signal) => {
          child.kill(signal);
          return finished;
        },
      });
    });
  });
}
