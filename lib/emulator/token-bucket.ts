/** Lets calls through at a rate, and a burst of so many at once. */
export interface TokenBucket {
  /** @returns false where there is no token left; one is taken otherwise */
  take(): boolean;
}

export interface TokenBucketOptions {
  /** Tokens that a full bucket holds. Infinity never refuses. */
  readonly capacity: number;
  /** How fast it fills again, continuously. */
  readonly perSecond: number;
  /** ms since the epoch. */
  readonly nowMs: () => number;
}

const MS_PER_SECOND = 1000;

/**
 * A token bucket, full at first. It has no timer: it is filled by the time that has passed since it was
 * last asked.
 */
export function createTokenBucket({ capacity, perSecond, nowMs }: TokenBucketOptions): TokenBucket {
  if (capacity === Number.POSITIVE_INFINITY) return { take: () => true };
  let tokens = capacity;
  let filledAtMs = nowMs();
  return {
    take() {
      const now = nowMs();
      // A clock that is set back fills nothing and takes nothing away.
      const passedMs = Math.max(0, now - filledAtMs);
      tokens = Math.min(capacity, tokens + (passedMs * perSecond) / MS_PER_SECOND);
      filledAtMs = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
