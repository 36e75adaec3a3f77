import type { Warning } from '../../contract/index.ts';
import type { MeanEstimate } from '../statistics/mean-estimate.ts';
import { closedFormInterval, isSkewed } from '../statistics/mean-interval.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { valuesOf } from './by-payload.ts';
import type { Measured } from './examined.ts';
import { list } from './names.ts';

/** A mean that may be off by more than this can change the answer, and is worth a warning. */
const RELEVANT_SHARE = 0.05;

/**
 * Warns of means that a few slow invocations carry: the durations are too skewed for as many samples (Cochran's
 * rule, see mean-interval.ts), and the interval reaches beyond 5% of the mean. Then the interval misses the true
 * mean more often than it says: samples without the slow ones don't know of them.
 */
export function unsettledMeans(measured: readonly Measured[]): Warning[] {
  const named = measured.filter((one) => !isSettled(one)).map(({ candidate }) => candidate);
  if (named.length === 0) return [];
  return [
    {
      code: 'mean-not-settled',
      message: `mean not settled on ${list(named)}: a few slow invocations carry it, and more of them may be missing from so few samples, so that its interval is too narrow and costs may be too low. Raise num, or go by the median (p50)`,
    },
  ];
}

export function isSettled({ basis }: Measured): boolean {
  return isSettledMean(stratifiedMean(valuesOf(basis.strata, ({ durationMs }) => durationMs)));
}

export function isSettledMean(estimate: MeanEstimate): boolean {
  const { mean, n, varianceOfMean, degreesOfFreedom, skewnessOfMean } = estimate;
  if (varianceOfMean === undefined || degreesOfFreedom === undefined || skewnessOfMean === undefined) {
    return true;
  }
  const known = { mean, n, varianceOfMean, degreesOfFreedom, skewnessOfMean };
  if (varianceOfMean === 0 || !isSkewed(known)) return true;
  const { low, high } = closedFormInterval(known);
  return Math.max(high - mean, mean - low) <= RELEVANT_SHARE * mean;
}
