import type { PreviousPoint } from '../../contract/index.ts';

/** What a GB-second costs on one beside the other, near enough to know where to begin. */
const RATE = { x86_64: 1, arm64: 0.8 } as const;

/** $0.20 a million requests, beside $0.0000166667 a GB-second: near enough too. */
const REQUEST_MB_MS = (0.2 / 16.6667) * 1024 * 1000;
const ROUNDED_UP_MS = 0.5;

/** In MB·ms on x86_64, what a request costs among them; billed are whole milliseconds. */
export function roughCostOf({ architecture, memoryMB, meanMs }: PreviousPoint): number {
  return REQUEST_MB_MS + (meanMs + ROUNDED_UP_MS) * memoryMB * RATE[architecture];
}

/**
 * What a run has cost, in invocations of one of its candidates.
 * @param firsts invocations of each that gave no sample of the kind that was looked for
 */
export function firstRunOf(points: readonly PreviousPoint[], of: PreviousPoint, firsts: number): number {
  return points.reduce((sum, point) => sum + (point.n + firsts) * roughCostOf(point), 0) / roughCostOf(of);
}
