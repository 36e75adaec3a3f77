import { createTokenBucket } from '../token-bucket.ts';
import { tooManyRequests } from './errors.ts';
import type { Limits } from './limits.ts';

/** Against which quota an action counts. Invocations count against none of them. */
export type RateQuota = 'controlPlane' | 'getFunction' | 'none';

/** How many calls a second are answered. */
export interface RequestRates {
  /** @throws ApiError TooManyRequestsException */
  pass(quota: RateQuota): void;
}

/** AWS doesn't say how large a burst may be; here it is one second's calls. */
export function createRequestRates(limits: Limits, nowMs: () => number): RequestRates {
  const bucket = (perSecond: number) =>
    createTokenBucket({ capacity: Math.max(1, perSecond), perSecond, nowMs });
  const buckets = {
    controlPlane: bucket(limits.controlPlanePerSecond),
    getFunction: bucket(limits.getFunctionPerSecond),
  };
  return {
    pass(quota) {
      if (quota === 'none' || buckets[quota].take()) return;
      throw tooManyRequests('CallerRateLimitExceeded', 'Rate exceeded');
    },
  };
}
