const DIGITS = 6;

/** To as many digits as a later run needs. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
