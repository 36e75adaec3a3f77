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
 * Who may run on this machine's cores. Each environment takes as many as its memory size is worth, at most
 * all of them, for one INIT or one invocation; one that doesn't fit waits, and that wait is in no Duration.
 * So environments that run at once never need more CPU time than there is, and none slows another down.
 *
 * Turns are given in order of arrival: what is behind the first in the queue waits too, so that a large
 * share is never starved by small ones. A handler that only waits for I/O holds its share as well: nobody
 * can know that it won't compute the next moment.
 */
export class CpuTurns {
  readonly cores: number;
  #free: number;
  #queue: Waiting[] = [];

  constructor(cores: number) {
    this.cores = cores;
    this.#free = cores;
  }

  /** Resolves when the cores are there. */
  async take(cpus: number): Promise<CpuTurn> {
    const cores = Math.min(cpus, this.cores);
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
