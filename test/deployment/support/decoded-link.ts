/** One set of points in a visualization link. */
export interface LinkedPoints {
  readonly memoryMB: readonly number[];
  /** Float32, as in the link. */
  readonly durationMs: readonly number[];
  /** Float32, as in the link. */
  readonly costUsd: readonly number[];
  /** Only where the link has two sets. */
  readonly name?: string | undefined;
}

/** What a visualization link shows: `#sizes;times;costs`, or two such sets and their names. */
export function decodedLink(link: string): readonly LinkedPoints[] {
  const parts = new URL(link).hash.slice(1).split(';');
  const names = parts.slice(6);
  const sets = names.length > 0 ? [parts.slice(0, 3), parts.slice(3, 6)] : [parts];
  return sets.map(([sizes = '', times = '', costs = ''], index) => ({
    memoryMB: [...new Int16Array(bytes(sizes))],
    durationMs: [...new Float32Array(bytes(times))],
    costUsd: [...new Float32Array(bytes(costs))],
    ...(names[index] === undefined ? {} : { name: decodeURIComponent(names[index]) }),
  }));
}

function bytes(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}
