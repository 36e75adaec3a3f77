import type { Prices } from '../../contract/index.ts';

const DECIMAL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6, useGrouping: false });

/** An amount as an error or a warning states it, to be checked by hand: six digits, never as a power of ten. */
export function amount(value: number, { currency }: Pick<Prices, 'currency'>): string {
  return `${DECIMAL.format(value)} ${currency}`;
}
