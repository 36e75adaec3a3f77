/** A part of the machine's cores, held until it is released. */
export interface CpuTurn {
  /** Gives back what is more than `cpus`. A turn never grows. */
  shrinkTo(cpus: number): void;
  /** Gives back all of it. Once is enough; more does no harm. */
  release(): void;
}

interface Waiting {
  readonly cores: number;
  readonly admit: () => void;
}

/** Rounding errors of sums of shares are no reason to wait. */
const TOLERANCE_CORES = 1e-6;

/**
 * Left to the emulator itself: it has to be there at once when an answer comes, and a share that is as large
 * as a core is only exact where the scheduler has some room.
 */
const RESERVED_CORES = 0.2;

/**
 * Who may run on this machine's cores. Each environment takes as many as its memory size is worth, at most
 * all that there are to take, for one INIT or one invocation; one that doesn't fit waits, and that wait is in no Duration.
 * So environments that run at once never need more CPU time than there is, and none slows another down.
 *
 * Turns are given in order of arrival: what is behind the first in the queue waits too, so that a large
 * share is never starved by small ones. A handler that only waits for I/O holds its share as well: nobody
 * can know that it won't compute the next moment.
 */
export class CpuTurns {
  /** Of the machine. */
  readonly cores: number;
  readonly #capacity: number;
  readonly #queue: Waiting[] = [];
  #free: number;

  constructor(cores: number) {
    this.cores = cores;
    this.#capacity = cores - RESERVED_CORES;
    this.#free = this.#capacity;
  }

  /** Resolves when the cores are there. */
  async take(cpus: number): Promise<CpuTurn> {
    const cores = Math.min(cpus, this.#capacity);
    await new Promise<void>((admit) => {
      this.#queue.push({ cores, admit });
      this.#admit();
    });
    return this.#turn(cores);
  }

  #turn(cores: number): CpuTurn {
    let held = cores;
    const shrinkTo = (cpus: number): void => {
      if (cpus < held) {
        this.#free += held - cpus;
        held = cpus;
        this.#admit();
      }
    };
    return { shrinkTo, release: () => shrinkTo(0) };
  }

  #admit(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      if (first.cores > this.#free + TOLERANCE_CORES) {
        return;
      }
      this.#queue.shift();
      this.#free -= first.cores;
      first.admit();
    }
  }
}
