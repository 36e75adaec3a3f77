import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with everything on standard error so far; a signal that it returns is sent. */
  readonly onError?: (stderr: string) => NodeJS.Signals | undefined;
  /** Called with everything on standard output so far. */
  readonly onOutput?: (stdout: string) => void;
  /** When this has come, Ctrl-C is pressed. */
  readonly interruption?: Promise<unknown>;
}

/** Runs the command as a user does, in a process of its own. */
export function powerTuner(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/power-tuner.ts'), ...args], {
      cwd: ROOT,
      // A run leaves nothing in the repository.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        POWER_TUNER_HISTORY: 'off',
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let signalled = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      options.onOutput?.(stdout);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const signal = signalled ? undefined : options.onError?.(stderr);
      if (signal !== undefined) {
        signalled = true;
        child.kill(signal);
      }
    });
    options.interruption?.then(() => child.kill('SIGINT'), fail);
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** A folder with these files, in a place of its own; `remove` takes it away. */
export function folderWith(
  files: Readonly<Record<string, string>>,
  name = 'orders',
): { path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'power-tuner-test-'));
  const path = join(parent, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return { path, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
