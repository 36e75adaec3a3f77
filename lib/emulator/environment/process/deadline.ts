/** The wait that ended because its time was over. `at` is the deadline itself, in process.hrtime's ns. */
export interface Timeout {
  readonly kind: 'timeout';
  readonly at: bigint;
}

const NS_PER_MS = 1_000_000;

/** @returns what `wait` resolves with, or a timeout once `deadline` (process.hrtime's ns) is over */
export async function until<T>(deadline: bigint, wait: Promise<T>): Promise<T | Timeout> {
  const leftMs = Math.max(0, elapsedMs(process.hrtime.bigint(), deadline));
  const { promise, resolve } = Promise.withResolvers<Timeout>();
  const timer = setTimeout(resolve, leftMs, { kind: 'timeout', at: deadline });
  try {
    return await Promise.race([wait, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** From one of process.hrtime's times in ns to another, in ms. */
export function elapsedMs(from: bigint, to: bigint): number {
  return Number(to - from) / NS_PER_MS;
}

export function after(from: bigint, durationMs: number): bigint {
  return from + BigInt(Math.round(durationMs * NS_PER_MS));
}
