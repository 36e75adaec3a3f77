import type { Stretch } from '../../contract/index.ts';
import { type Moments, mergeMoments, momentsOf } from '../statistics/moments.ts';

/** Of so many stretches at most, a half of the samples ends within a sixteenth of them from where one does. */
const MOST_STRETCHES = 8;
/** What is compared are means of thousands of samples: more digits would only take room. */
const DIGITS = 8;

/** Cuts values, in the order in which they came, into stretches of about the same length. */
export function stretchesOf(values: readonly number[]): Stretch[] {
  const length = Math.ceil(values.length / MOST_STRETCHES);
  return cut(values, length).map((part) => toStretch(momentsOf(part)));
}

/** The stretches of values that came one after the other: where they are too many, neighbours are put together. */
export function joinStretches(earlier: readonly Stretch[], later: readonly Stretch[]): Stretch[] {
  let joined = [...earlier, ...later];
  while (joined.length > MOST_STRETCHES) {
    const shortest = shortestPair(joined);
    const [a, b] = joined.slice(shortest, shortest + 2);
    if (a === undefined || b === undefined) break;
    joined = joined.toSpliced(shortest, 2, toStretch(mergeMoments(toMoments(a), toMoments(b))));
  }
  return joined;
}

/** Moments of the first half of the values and of the second, as nearly as the stretches tell them apart. */
export function halvesOf(
  stretches: readonly Stretch[],
): { readonly before: Moments; readonly after: Moments } | undefined {
  const n = stretches.reduce((sum, [count]) => sum + count, 0);
  let [before, best] = [0, 0];
  for (const [index, [count]] of stretches.entries()) {
    if (Math.abs(before + count - n / 2) >= Math.abs(before - n / 2)) break;
    before += count;
    best = index + 1;
  }
  const [first, ...rest] = stretches.slice(0, best).map(toMoments);
  const [second, ...others] = stretches.slice(best).map(toMoments);
  if (first === undefined || second === undefined) return undefined;
  return { before: rest.reduce(mergeMoments, first), after: others.reduce(mergeMoments, second) };
}

/** Two neighbours that hold the fewest values together: so lengths stay about the same. */
function shortestPair(stretches: readonly Stretch[]): number {
  const together = stretches.slice(1).map(([count], index) => count + (stretches[index]?.[0] ?? 0));
  return together.indexOf(Math.min(...together));
}

function cut(values: readonly number[], length: number): number[][] {
  const parts: number[][] = [];
  for (let start = 0; start < values.length; start += length) parts.push(values.slice(start, start + length));
  return parts;
}

function toStretch({ n, mean, variance }: Moments): Stretch {
  return [n, Number(mean.toPrecision(DIGITS)), Number(variance.toPrecision(DIGITS))];
}

function toMoments([n, mean, variance]: Stretch): Moments {
  return { n, mean, variance };
}
