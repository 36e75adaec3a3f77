import type { Shown } from '../report.ts';

const MILLION = 1e6;

/** The cost of a million invocations, of that of one. */
export function perMillion({ value, n, low, high }: Shown): Shown {
  const times = (one: number | undefined) => (one === undefined ? undefined : one * MILLION);
  return { value: value * MILLION, n, low: times(low), high: times(high) };
}
