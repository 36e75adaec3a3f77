import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where a process writes its standard output and error: a file without a name. A write to a file is done
 * when it returns, so whatever a handler printed before it answered can be read when the answer is there.
 * (A pipe would have to be drained first, and nobody knows when it is empty.)
 */
export class FunctionLog {
  readonly fd: number;
  #read = 0;
  #open = true;

  constructor() {
    const path = join(tmpdir(), `power-tuner-${randomUUID()}.log`);
    const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants;
    this.fd = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600);
    unlinkSync(path);
  }

  /** What was written since the last call; nothing once it is closed. */
  take(): string {
    if (!this.#open) {
      return '';
    }
    const bytes = Buffer.alloc(fstatSync(this.fd).size - this.#read);
    const length = readSync(this.fd, bytes, 0, bytes.length, this.#read);
    this.#read += length;
    this.#startOver();
    return bytes.toString('utf8', 0, length);
  }

  close(): void {
    this.#open = false;
    closeSync(this.fd);
  }

  /** The file of a long-lived environment doesn't grow without end. */
  #startOver(): void {
    if (this.#read > 1_048_576 && fstatSync(this.fd).size === this.#read) {
      ftruncateSync(this.fd, 0);
      this.#read = 0;
    }
  }
}
