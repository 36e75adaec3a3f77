import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const BYTES_PER_MB = 1_048_576;

/** A memory controller's files; their names differ between the versions of control groups. */
export interface MemoryFiles {
  readonly limit: string;
  /** Limits memory and swap together, or swap; absent where nothing is swapped. */
  readonly withSwap: string;
  /** Has a line `oom_kill <how many>`. */
  readonly events: string;
}

/** How much memory a group may hold. One that would need more loses a process to the kernel. */
export class MemoryLimit {
  readonly #files: MemoryFiles;

  constructor(files: MemoryFiles) {
    this.#files = files;
  }

  /** @returns false where the group holds more already */
  set(memoryMB: number): boolean {
    try {
      this.#write(String(Math.floor(memoryMB) * BYTES_PER_MB));
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EBUSY') {
        return false;
      }
      throw error;
    }
  }

  exceeded(): boolean {
    const killed = /^oom_kill (\d+)$/m.exec(readFileSync(this.#files.events, 'utf8'))?.[1];
    return Number(killed ?? 0) > 0;
  }

  /** The limit without swap may never be above the one with it: lowered first, it may be either. */
  #write(bytes: string): void {
    writeFileSync(this.#files.limit, bytes);
    if (existsSync(this.#files.withSwap)) {
      writeFileSync(this.#files.withSwap, this.#files.withSwap.endsWith('swap.max') ? '0' : bytes);
    }
  }
}
