/** Linux's /proc tells the high-water mark at little cost; elsewhere each look starts a process. */
const LOOK_EVERY_MS = process.platform === 'linux' ? 50 : 500;

export interface MemoryWatchOptions {
  readonly limitMB: number;
  /** What is held now, or the most that was; undefined where it can't be known. */
  readonly readMB: () => number | undefined;
  /** Called once. */
  readonly onExceeded: () => void;
}

/** Holds a memory limit where the kernel doesn't: it looks now and then, and so may come late. */
export class MemoryWatch {
  readonly #options: MemoryWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #exceeded = false;

  constructor(options: MemoryWatchOptions) {
    this.#options = options;
  }

  get exceeded(): boolean {
    return this.#exceeded;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  look(): void {
    const { limitMB, readMB, onExceeded } = this.#options;
    if (!this.#exceeded && (readMB() ?? 0) > limitMB) {
      this.#exceeded = true;
      this.stop();
      onExceeded();
    }
  }
}
