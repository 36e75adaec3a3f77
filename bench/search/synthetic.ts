import { ONE_VCPU_MB } from '../../lib/core/search/shapes.ts';
import { normalQuantile } from '../../lib/core/statistics/normal.ts';
import type { Curve } from './curve.ts';

/** A kind of function of which the truth is known by definition, from 128 to 10,240 MB. */
export interface Kind {
  readonly name: string;
  /** Duration as a share of what it is with one vCPU. */
  readonly shape: (memoryMB: number) => number;
}

const threads = (count: number) => (memoryMB: number) => 1 / Math.min(count, memoryMB / ONE_VCPU_MB);

export const KINDS: readonly Kind[] = [
  ...[1, 2, 4, 6].map((count) => ({
    name: `computes with ${count} thread${count === 1 ? '' : 's'}`,
    shape: threads(count),
  })),
  { name: 'waits', shape: () => 1 },
  { name: 'computes and waits, half and half', shape: (memoryMB) => 0.5 + 0.5 * threads(1)(memoryMB) },
  {
    name: 'short of memory under 700 MB',
    shape: (memoryMB) => threads(1)(memoryMB) * (1 + (700 / memoryMB) ** 3 / 4),
  },
];

/** With one vCPU, in ms: from a millisecond to five minutes. */
export const DURATIONS_MS = [1, 30, 1000, 300_000];
/** Standard deviations of log-normal noise, as shares of the mean. */
export const NOISES = [0.01, 0.2, 1.5];

const EDGE = 1e-9;

export function syntheticCurve({ name, shape }: Kind, durationMs: number, noise: number): Curve {
  const sigma = Math.sqrt(Math.log(1 + noise ** 2));
  const meanMs = (memoryMB: number) => durationMs * shape(memoryMB);
  return {
    name: `${name}, ${durationMs} ms, noise ${noise}`,
    smallestMB: 128,
    largestMB: 10_240,
    variation: noise,
    meanMs,
    draw: (memoryMB, random) =>
      meanMs(memoryMB) *
      Math.exp(sigma * normalQuantile(Math.min(1 - EDGE, Math.max(EDGE, random()))) - sigma ** 2 / 2),
  };
}
