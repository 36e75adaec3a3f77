import { DEFAULT_HEADROOM_PERCENT, type Plan } from '../../contract/index.ts';

/** How much of its memory a candidate has to keep free in this run, in percent; 0 where that doesn't matter. */
export function headroomPercent({ limits }: Pick<Plan, 'limits'>): number {
  return limits?.minHeadroomPercent ?? DEFAULT_HEADROOM_PERCENT;
}

/** Memory that no invocation used, in percent of the size. */
export function freePercent(memoryMB: number, maxMemoryUsedMB: number): number {
  return (1 - maxMemoryUsedMB / memoryMB) * 100;
}

/**
 * The most memory that an invocation used, as a share of what it may use where so many percent are to be free: over
 * 1, and a larger event may run out of it.
 * @returns undefined where no invocation reported its memory
 */
export function usedOfAllowed(
  memoryMB: number,
  maxMemoryUsedMB: number | undefined,
  freeToBePercent: number,
): number | undefined {
  if (maxMemoryUsedMB === undefined) return undefined;
  // In whole megabytes first, so that 90% of 1,000 MB are 900 MB.
  return maxMemoryUsedMB / ((memoryMB * (100 - freeToBePercent)) / 100);
}

/** Whether so much of its memory was used that a larger event may run out of it. */
export function isMemoryTight(plan: Plan, memoryMB: number, maxMemoryUsedMB: number | undefined): boolean {
  const percent = headroomPercent(plan);
  return percent > 0 && (usedOfAllowed(memoryMB, maxMemoryUsedMB, percent) ?? 0) > 1;
}
