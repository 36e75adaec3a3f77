import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const BIN = resolve(import.meta.dirname, '../../bin/power-tuner.ts');

export interface Ended {
  readonly code: number;
  /**
   * What it wrote to the error stream, which is passed on to the output: of two streams the runner knows no
   * order.
   */
  readonly stderr: string;
}

/**
 * Runs power-tuner in the job's folder; arguments are no shell's. Ctrl-C of the runner reaches it by itself.
 */
export function powerTuner(args: readonly string[]): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'inherit', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      process.stdout.write(text);
    });
    child.on('error', fail);
    // Without a code it was ended by a signal.
    child.on('close', (code) => done({ code: code ?? 1, stderr }));
  });
}
