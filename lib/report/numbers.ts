/**
 * How numbers are written, wherever a person reads them. One place, so that the terminal, a table and a
 * sentence show the same figures.
 */

export type Currency = 'USD' | 'CNY';

const SIGNIFICANT = 3;

/** Milliseconds: three significant digits, whole from 100 on, as in `2.91 ms`, `84.3 ms`, `1,262 ms`. */
export function milliseconds(ms: number): string {
  return `${decimal(ms)} ms`;
}

/** An amount with its currency: three significant digits, whole from 100 on, as in `$0.417`, `$12.3`, `CN¥1,204`. */
export function money(amount: number, currency: Currency): string {
  return `${currency === 'USD' ? '$' : 'CN¥'}${decimal(amount)}`;
}

/** A whole percentage without a sign, `<1%` for what would round to zero. */
export function percent(share: number): string {
  const whole = Math.round(Math.abs(share));
  return whole === 0 ? '<1%' : `${whole}%`;
}

/** How sure something is, from 0 to 1: from draws nothing is certain. */
export function certainty(confidence: number): string {
  const whole = Math.round(confidence * 100);
  if (whole >= 100) return '>99%';
  return whole <= 0 ? '<1%' : `${whole}%`;
}

/** A share as a percentage of three significant digits, as in `5%`, `0.02%`. */
export function percentOf(share: number): string {
  return `${Number((share * 100).toPrecision(SIGNIFICANT))}%`;
}

/** A share in percent, without what binary fractions add: 7 of 0.07, not 7.000000000000001. */
export function inPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}

/** A whole number with its thousands apart, as in `1,000,000`. */
export function count(whole: number): string {
  return Math.round(whole).toLocaleString('en-US');
}

/** How long something took, in seconds of three significant digits, as in `4.32 s`. */
export function seconds(duration: number): string {
  return `${decimal(duration)} s`;
}

/** Between which values a number may be, as in `800 to 824 ms`; the unit stands once. */
export function between(low: number, high: number, write: (value: number) => string): string {
  const [from, to] = [write(low), write(high)];
  const unit = /\s\S+$/.exec(to)?.[0];
  return unit !== undefined && from.endsWith(unit)
    ? `${from.slice(0, -unit.length)} to ${to}`
    : `${from} to ${to}`;
}

/** The interval of a number, as `between` writes it; nothing where an end is not known. */
export function intervalOf(
  { low, high }: { readonly low?: number | undefined; readonly high?: number | undefined } = {},
  write: (value: number) => string,
): string | undefined {
  return low === undefined || high === undefined ? undefined : between(low, high, write);
}

export function megabytes(memoryMB: number): string {
  return `${memoryMB} MB`;
}

function decimal(value: number): string {
  if (value === 0) return '0';
  // Rounding may bring it one digit up: 99.96 is 100, not 100.0.
  const size = Number(Math.abs(value).toPrecision(SIGNIFICANT));
  const digits = size >= 100 ? 0 : Math.max(0, SIGNIFICANT - 1 - Math.floor(Math.log10(size)));
  return value.toLocaleString('en-US', {
    minimumFractionDigits: Math.min(digits, 20),
    maximumFractionDigits: Math.min(digits, 20),
  });
}
