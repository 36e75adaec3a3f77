import { percent } from './numbers.ts';
import type { Entry, Metric, ViewName } from './report.ts';

/** One candidate beside another, of one view. Positive is cheaper, positive is faster, in percent of the other. */
export interface Compared {
  readonly costPercent: number;
  readonly durationPercent: number;
}

/**
 * How a candidate stands to a baseline.
 * @returns nothing where either has no such figures, or the baseline's are zero
 */
export function compared(
  entry: Entry,
  baseline: Entry,
  view: ViewName,
  metric: Metric,
): Compared | undefined {
  const own = entry.views[view];
  const other = baseline.views[view];
  const [duration, before] = [own?.[metric]?.value, other?.[metric]?.value];
  if (own === undefined || other === undefined || duration === undefined || before === undefined)
    return undefined;
  const cost = other.costPerMillion.value;
  if (cost === 0 || before === 0) return undefined;
  return {
    costPercent: (1 - own.costPerMillion.value / cost) * 100,
    durationPercent: (1 - duration / before) * 100,
  };
}

/** "36% cheaper", "12% dearer". */
export function cheaperInWords(costPercent: number): string {
  return costPercent === 0 ? 'the same' : `${percent(costPercent)} ${costPercent > 0 ? 'cheaper' : 'dearer'}`;
}

/** "50% faster", "218% slower". */
export function fasterInWords(durationPercent: number): string {
  return durationPercent === 0
    ? 'the same'
    : `${percent(durationPercent)} ${durationPercent > 0 ? 'faster' : 'slower'}`;
}

/** What a month costs: warm invocations, and cold starts at their share. Without tiers and free tier. */
export function costAMonth(entry: Entry, invocations: number, coldStartRate: number): number | undefined {
  const { warm, cold } = entry.views;
  const millions = invocations / 1e6;
  if (warm === undefined) return cold === undefined ? undefined : millions * cold.costPerMillion.value;
  if (coldStartRate === 0 || cold === undefined) return millions * warm.costPerMillion.value;
  const average = (1 - coldStartRate) * warm.costPerMillion.value + coldStartRate * cold.costPerMillion.value;
  return millions * average;
}
