import type { Figure } from '../../contract/index.ts';
import type { Interval } from '../statistics/interval.ts';

/** What takes some seconds, measured to hundredths of a millisecond a thousand times, has no more digits than these. */
const VALUE_DIGITS = 10;
/** The ends of an interval are uncertain in their third digit already. */
export const END_DIGITS = 5;

/** A figure with its interval, or with the reason why it has none. Its value lies within. */
export function figure(value: number, n: number, interval: Interval | undefined, why: string): Figure {
  const rounded = significant(value);
  if (interval === undefined) return { value: rounded, n, note: why };
  return {
    value: rounded,
    n,
    low: Math.min(rounded, significant(interval.low, END_DIGITS)),
    high: Math.max(rounded, significant(interval.high, END_DIGITS)),
  };
}

/** A number without digits that say nothing, but take room in the state. */
export function significant(value: number, digits = VALUE_DIGITS): number {
  return Number(value.toPrecision(digits));
}

const MILLION = 1e6;

/** A million times the figure. */
export function perMillion(one: Figure): Figure {
  const { low, high } = one;
  return {
    ...one,
    value: significant(one.value * MILLION),
    ...(low === undefined || high === undefined
      ? {}
      : { low: significant(low * MILLION), high: significant(high * MILLION) }),
  };
}
