import { packIntegers, unpackIntegers } from './varint.ts';

/** Report lines give milliseconds with two decimals: whole hundredths lose nothing. */
const STEPS_PER_MS = 100;

/**
 * Packs milliseconds into text that fits into a state: hundredths of a millisecond as varints (varint.ts).
 * A value under 20 s takes three bytes, under 900 s four.
 *
 * @param values 0 or more, at most two decimals; more are rounded to two
 * @throws RangeError for a value that is negative or no finite number.
 */
export function packColumn(values: readonly number[]): string {
  return packIntegers(values.map(toSteps));
}

/** The values that `packColumn` was given. */
export function unpackColumn(text: string): number[] {
  return unpackIntegers(text).map(fromSteps);
}

/** Hundredths of a millisecond, a whole number: sums of them are exact where sums of decimals are not. */
export function toSteps(durationMs: number): number {
  return Math.round(durationMs * STEPS_PER_MS);
}

/** The milliseconds of so many hundredths. */
export function fromSteps(steps: number): number {
  return steps / STEPS_PER_MS;
}
