import { MB_PER_GB } from './cost.ts';

/** What SnapStart costs beside the billed milliseconds, in one region; the same on both architectures. */
export interface SnapStartPrice {
  /** For one GB of memory, every second that a published version is there. */
  readonly cacheGbSecond: number;
  /** For one GB of memory, each time that an environment is restored. */
  readonly restorePerGb: number;
  /** A version is cached for at least so long, however soon it is deleted. */
  readonly cacheMinimumHours: number;
}

/**
 * What a cold start costs beside its invocation: one restore of the whole memory size. The time that the restore
 * took is not in it: the billed part of that is in the report's Billed Duration already.
 */
export function restoreCost({ restorePerGb }: SnapStartPrice, memoryMB: number): number {
  return (memoryMB / MB_PER_GB) * restorePerGb;
}

/**
 * What one published version costs for being there, used or not, from its publication to its deletion.
 * @param hours of a probe: minutes, for which `cacheMinimumHours` are charged
 */
export function cacheCost(
  { cacheGbSecond, cacheMinimumHours }: SnapStartPrice,
  { memoryMB, hours }: { readonly memoryMB: number; readonly hours: number },
): number {
  return Math.max(hours, cacheMinimumHours) * 3600 * (memoryMB / MB_PER_GB) * cacheGbSecond;
}
