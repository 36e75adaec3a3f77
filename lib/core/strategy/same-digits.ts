/** Figures that agree in so many digits are the same: what differs is the order in which they were added. */
const DIGITS = 12;

/** The figure in as many digits as are compared. */
export function sameDigits(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
