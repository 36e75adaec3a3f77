/** Every size that a search looks at by itself, and more. */
export const SEARCH_SIZES: readonly number[] = Array.from({ length: 159 }, (_, index) => 128 + index * 64);

/** A package that is answered from made-up measurements: what a test needs to know beforehand. */
export function replayPackage(
  curves: Readonly<
    Record<
      string,
      readonly {
        memoryMB: number;
        durationsMs: readonly number[];
        initMs?: readonly (number | null)[];
        restoreMs?: readonly number[];
        billedRestoreMs?: readonly number[];
      }[]
    >
  >,
  pace: 'instant' | 'real' = 'instant',
): Record<string, string> {
  const entries = Object.entries(curves).map(([architecture, points]) => [
    architecture,
    { function: 'made up', source: 'written for a test', dataKind: 'made up', description: 'test', points },
  ]);
  return { 'replay.json': JSON.stringify({ curves: Object.fromEntries(entries), pace }) };
}

/** The same duration every time, with an init of 100 ms. */
export function steady(memoryMB: number, durationMs: number) {
  return { memoryMB, durationsMs: [durationMs], initMs: [100], maxMemoryUsedMB: 64 };
}
