import { BadInput } from './exit-code.ts';

const MAX_PORT = 65_535;

/** The value of `--port`: 0 takes a free one. */
export function port(given: string): number {
  const read = Number(given);
  if (/^\d+$/.test(given) && read <= MAX_PORT) return read;
  throw new BadInput(`--port is ${given}; allowed: 0 to ${MAX_PORT}`);
}

/**
 * What is begun at a port.
 * @throws BadInput where the port can't be had.
 */
export async function atPort<T>(wanted: number, begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is taken' : 'needs more rights than this user has';
    throw new BadInput(`port ${wanted} ${why}: choose another, or 0 for any that is free`, { cause: error });
  }
}
