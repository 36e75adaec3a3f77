/** So many of a thing, each used by one at a time. */
export interface Pool<T> {
  /** Waits until one is free. */
  use<R>(work: (one: T) => Promise<R>): Promise<R>;
  stop(): Promise<void>;
}

export function startPool<T extends { stop(): Promise<void> }>(
  count: number,
  start: () => Promise<T>,
): Pool<T> {
  const started = Array.from({ length: count }, start);
  const free = [...started];
  const waiting: (() => void)[] = [];
  const taken = async (): Promise<Promise<T>[]> => {
    while (free.length === 0) await new Promise<void>((wake) => waiting.push(wake));
    return free.splice(-1);
  };
  return {
    async use(work) {
      const [one] = await taken();
      if (one === undefined) throw new Error('the pool is empty');
      try {
        return await work(await one);
      } finally {
        free.push(one);
        waiting.shift()?.();
      }
    },
    async stop() {
      for (const one of started) await (await one).stop();
    },
  };
}
