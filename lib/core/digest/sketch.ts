import { DDSketch } from '@datadog/sketches-js';
import { packIntegers, unpackIntegers } from './varint.ts';

/**
 * Of two values in one bucket the larger is at most this share larger than the other: how far a value that is
 * taken from the sketch may be from the sample that it stands for.
 */
export const RELATIVE_ERROR = 0.01;
/** The library's parameter: how far the middle of a bucket is from its ends, (γ − 1)/(γ + 1) with γ = 1.01. */
const RELATIVE_ACCURACY = RELATIVE_ERROR / (2 + RELATIVE_ERROR);

/** So many values that lie over `low`, and up to `high`. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * A quantile sketch: how many values lie in each of the buckets (γᵏ⁻¹, γᵏ]. Buckets are the same in every sketch,
 * so that two of them are put together by adding their counts, in any order, and nothing is lost by it.
 *
 * Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees",
 * Proceedings of the VLDB Endowment 12 (2019).
 *
 * @param values 0 or more
 */
export function sketchOf(values: readonly number[]): DDSketch {
  const sketch = emptySketch();
  for (const value of values) sketch.accept(value);
  return sketch;
}

/**
 * Packs a sketch into text: how many zeros; then the first bucket's number, its count, and for each that follows
 * how many empty ones lie before it and its count. (The library's own form has eight bytes for each bucket.)
 */
export function packSketch(sketch: DDSketch): string {
  const numbers = [sketch.zeroCount];
  let previous: number | undefined;
  for (const { key, count } of countsOf(sketch)) {
    numbers.push(previous === undefined ? zigzag(key) : key - previous - 1, count);
    previous = key;
  }
  return packIntegers(numbers);
}

/** The sketch that `packSketch` was given. */
export function unpackSketch(text: string): DDSketch {
  const sketch = emptySketch();
  const [zeros = 0, ...numbers] = unpackIntegers(text);
  if (zeros > 0) sketch.accept(0, zeros);
  let key = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const step = numbers[index] ?? 0;
    key = index === 0 ? unzigzag(step) : key + step + 1;
    // The middle of a bucket lies in it.
    sketch.accept(sketch.mapping.value(key), numbers[index + 1] ?? 0);
  }
  return sketch;
}

/** The buckets that hold something, smallest values first. */
export function bucketsOf(sketch: DDSketch): Bucket[] {
  const { gamma } = sketch.mapping;
  const zeros = sketch.zeroCount > 0 ? [{ low: 0, high: 0, count: sketch.zeroCount }] : [];
  return [
    ...zeros,
    ...countsOf(sketch).map(({ key, count }) => {
      const high = (sketch.mapping.value(key) * (1 + gamma)) / 2;
      return { low: high / gamma, high, count };
    }),
  ];
}

function emptySketch(): DDSketch {
  return new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
}

function countsOf({ store: { bins, offset } }: DDSketch): { readonly key: number; readonly count: number }[] {
  return bins.flatMap((count, index) => (count > 0 ? { key: index + offset, count } : []));
}

/** Buckets of values under 1 have negative numbers: 0, −1, 1, −2, … become 0, 1, 2, 3, … */
function zigzag(key: number): number {
  return key < 0 ? -2 * key - 1 : 2 * key;
}

function unzigzag(number: number): number {
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
}
