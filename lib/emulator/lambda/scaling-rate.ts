import type { CreateEnvironment } from '../environment/execution-environment.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import { tooManyRequests } from './errors.ts';
import type { Limits } from './limits.ts';

const PERIOD_SECONDS = 10;

/**
 * Lets each function grow by so many environments every 10 s, all at once at most; the rate is refilled
 * continuously and not saved up.
 * Source: "Lambda scaling behavior", AWS Lambda Developer Guide. The Reason of the refusal is our reading
 * of the API model, which names none for it.
 */
export function withScalingRate(
  create: CreateEnvironment,
  { newEnvironmentsPer10Seconds: capacity }: Limits,
  nowMs: () => number,
): CreateEnvironment {
  if (capacity === Number.POSITIVE_INFINITY) return create;
  const buckets = new Map<string, TokenBucket>();
  const bucketOf = (functionName: string) => {
    const bucket =
      buckets.get(functionName) ??
      createTokenBucket({ capacity, perSecond: capacity / PERIOD_SECONDS, nowMs });
    buckets.set(functionName, bucket);
    return bucket;
  };
  return (spec) => {
    if (!bucketOf(spec.functionName).take()) {
      throw tooManyRequests('FunctionInvocationRateLimitExceeded', 'Rate Exceeded.');
    }
    return create(spec);
  };
}
