import { MEMORY_MB } from '../../contract/candidate.ts';

export type MemoryScale = 'log' | 'linear';

/** A true axis of memory sizes: equal steps are equal factors, or equal amounts. */
export interface MemoryAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Where a size is on it. */
  at(memoryMB: number): number;
  /** The size at a place on it. */
  sizeAt(place: number): number;
}

const LINEAR_STEP_MB = 1024;
const MAX_TICKS = 9;

/** @param sizes that are drawn, in MB; without any, the axis has all that Lambda allows */
export function memoryAxis(sizes: readonly number[], scale: MemoryScale): MemoryAxis {
  const smallest = Math.min(...(sizes.length > 0 ? sizes : [MEMORY_MB.min]));
  const largest = Math.max(...(sizes.length > 0 ? sizes : [MEMORY_MB.max]));
  if (scale === 'linear') {
    const room = Math.max(64, (largest - smallest) * 0.05);
    const step = LINEAR_STEP_MB * Math.max(1, Math.ceil(largest / LINEAR_STEP_MB / MAX_TICKS));
    const ticks = Array.from({ length: Math.floor(largest / step) }, (_, index) => (index + 1) * step);
    return {
      min: 0,
      max: largest + room,
      ticks: [0, ...ticks],
      at: (memoryMB) => memoryMB,
      sizeAt: (place) => place,
    };
  }
  const room = Math.max(0.2, (Math.log2(largest) - Math.log2(smallest)) * 0.05);
  const from = Math.ceil(Math.log2(smallest) - room);
  const to = Math.floor(Math.log2(largest) + room);
  return {
    min: Math.log2(smallest) - room,
    max: Math.log2(largest) + room,
    ticks: Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index),
    at: (memoryMB) => Math.log2(memoryMB),
    sizeAt: (place) => 2 ** place,
  };
}
