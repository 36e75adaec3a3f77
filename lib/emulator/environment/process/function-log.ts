import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of what was printed since the last time, at most the last so many bytes are kept. */
const KEPT_BYTES = 1_048_576;
/** The file is cut when it holds so many. */
const CUT_AT_BYTES = 8 * KEPT_BYTES;
const LOOK_EVERY_MS = 250;

/**
 * Where a process writes its standard output and error: a file without a name. A write to a file is done
 * when it returns, so whatever a handler printed before it answered can be read when the answer is there.
 * (A pipe would have to be drained first, and nobody knows when it is empty.)
 */
export class FunctionLog {
  readonly fd: number;
  #read = 0;
  /** What was cut out of the file and is still to be read. */
  #cut: Buffer = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;
  #open = true;

  constructor() {
    const path = join(tmpdir(), `power-tuner-${randomUUID()}.log`);
    const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants;
    this.fd = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600);
    unlinkSync(path);
  }

  /** What was written since the last call, or the end of it where it is long; nothing once it is closed. */
  take(): string {
    if (!this.#open) {
      return '';
    }
    const bytes = this.#takeLast();
    this.#cut = Buffer.alloc(0);
    if (this.#read > KEPT_BYTES && fstatSync(this.fd).size === this.#read) {
      this.#startOver();
    }
    return bytes.toString('utf8');
  }

  /** While a process writes without end, its file must not grow without end. */
  keepShort(active: boolean): void {
    clearInterval(this.#timer);
    this.#timer = active ? setInterval(() => this.#shorten(), LOOK_EVERY_MS).unref() : undefined;
  }

  close(): void {
    this.keepShort(false);
    this.#open = false;
    closeSync(this.fd);
  }

  #shorten(): void {
    if (fstatSync(this.fd).size - this.#read > CUT_AT_BYTES) {
      this.#cut = this.#takeLast();
      // What is written just now is lost, in the middle of far more that is.
      this.#startOver();
    }
  }

  #takeLast(): Buffer {
    const { size } = fstatSync(this.fd);
    if (size < this.#read) {
      // The function has cut it itself.
      this.#read = 0;
    }
    const from = Math.max(this.#read, size - KEPT_BYTES);
    const bytes = Buffer.alloc(size - from);
    const length = readSync(this.fd, bytes, 0, bytes.length, from);
    this.#read = from + length;
    return lastOf(Buffer.concat([this.#cut, bytes.subarray(0, length)]));
  }

  #startOver(): void {
    ftruncateSync(this.fd, 0);
    this.#read = 0;
  }
}

function lastOf(bytes: Buffer): Buffer {
  return bytes.subarray(Math.max(0, bytes.length - KEPT_BYTES));
}
