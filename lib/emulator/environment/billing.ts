/**
 * Billed Duration in ms. Since 2025-08-01 INIT is billed for every function, and the sum is rounded up once:
 * 62.14 + 162.08 is billed as 225. Durations are added in hundredths, so that 0.1 + 0.2 doesn't cost a millisecond.
 */
export function billedDurationMs(durationMs: number, initDurationMs = 0): number {
  const hundredths = Math.round(durationMs * 100) + Math.round(initDurationMs * 100);
  return Math.ceil(hundredths / 100);
}
