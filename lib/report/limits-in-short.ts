import type { LimitCheck, LimitKey } from '../contract/index.ts';
import { percent } from './numbers.ts';

/** Short enough for a table. */
const SHORT: Readonly<Record<LimitKey, string>> = {
  p99Ms: 'p99',
  p90Ms: 'p90',
  meanMs: 'mean',
  coldP99Ms: 'cold p99',
  costPerMillionUsd: 'cost',
  minHeadroomPercent: 'memory',
};

/** Which limits are broken: "p99 4% over", "cold p99 unknown". Nothing where all are kept. */
export function brokenInShort(
  limits: Readonly<Partial<Record<LimitKey, Pick<LimitCheck, 'met' | 'overPercent'> | undefined>>>,
): string[] {
  return Object.entries(limits).flatMap(([key, check]) => {
    if (check === undefined || check.met) return [];
    const short = SHORT[key as LimitKey];
    return [
      check.overPercent === undefined ? `${short} unknown` : `${short} ${percent(check.overPercent)} over`,
    ];
  });
}
