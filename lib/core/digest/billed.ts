import { beforeHandlerMs, type Sample } from '../../contract/index.ts';
import { fromSteps, toSteps } from './column.ts';
import { packIntegers, unpackIntegers } from './varint.ts';

/** What decides, on most samples, how long an invocation is billed. */
type Timed = Pick<Sample, 'durationMs' | 'initMs' | 'restoreMs'>;

/**
 * Packs the billed milliseconds of samples as what they differ from what follows from the durations, so
 * that the numbers are small, in hundredths of a millisecond: 0, −1, 1, −2, … become 0, 1, 2, 3, … (zigzag).
 * They differ with SnapStart, where only a part of the restore is billed.
 *
 * @returns undefined where every one follows.
 */
export function packBilled(samples: readonly Sample[]): string | undefined {
  const differences = samples.map((sample) => toSteps(sample.billedMs) - followingSteps(sample));
  if (differences.every((difference) => difference === 0)) return undefined;
  return packIntegers(differences.map((steps) => (steps < 0 ? -2 * steps - 1 : 2 * steps)));
}

/** The billed milliseconds of samples with these durations. */
export function unpackBilled(timed: readonly Timed[], billed: string | undefined): number[] {
  const packed = billed === undefined ? [] : unpackIntegers(billed);
  const differences = packed.map((number) => (number % 2 === 0 ? number / 2 : -(number + 1) / 2));
  return timed.map((sample, index) => fromSteps(followingSteps(sample) + (differences[index] ?? 0)));
}

/** ceil(duration + init) and at least 1 ms, in hundredths; added as whole numbers, which is exact. */
function followingSteps(timed: Timed): number {
  const wholeMs = Math.ceil(fromSteps(toSteps(timed.durationMs) + toSteps(beforeHandlerMs(timed))));
  return toSteps(Math.max(1, wholeMs));
}
