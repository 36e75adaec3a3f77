import type { Price } from '../../contract/index.ts';
import { FREE_EPHEMERAL_STORAGE_MB, totalCost } from './cost.ts';

/** What one of the tuner's own functions did in a run. */
export interface StageUse {
  readonly memoryMB: number;
  /** Invocations, retries included. */
  readonly calls: number;
  /** Of all of them together. */
  readonly billedMs: number;
}

/** What the calls of one stage cost. It has no more than the 512 MB of /tmp that come with every function. */
export function stageCost(price: Price, use: StageUse): number {
  return totalCost(price, {
    memoryMB: use.memoryMB,
    billedMs: use.billedMs,
    requests: use.calls,
    ephemeralStorageMB: FREE_EPHEMERAL_STORAGE_MB,
  });
}
