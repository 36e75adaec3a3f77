import { mean } from 'simple-statistics';

/**
 * Drops the same number of items at both ends of their order: floor(n × share) each, as
 * aws-lambda-power-tuning does for its `discardTopBottom`.
 *
 * @param key what they are ordered by
 * @param share from 0 to under 0.5
 * @returns what is left, in that order; at least one item where there was one
 * @throws RangeError for another share: nothing would be left.
 */
export function trim<T>(items: readonly T[], key: (item: T) => number, share: number): T[] {
  if (!(share >= 0 && share < 0.5)) throw new RangeError(`trim requires a share from 0 to 0.5; got ${share}`);
  const dropped = Math.floor(items.length * share);
  return items.toSorted((a, b) => key(a) - key(b)).slice(dropped, items.length - dropped);
}

/**
 * The [trimmed mean](https://en.wikipedia.org/wiki/Truncated_mean): the mean without the smallest and the
 * largest values, for which a few outliers don't count. It is biased for skewed samples: durations usually
 * have a long tail, and what the tail costs is paid.
 *
 * @param values at least one
 * @param share of the values to drop at each end, from 0 to under 0.5
 * @throws RangeError without values, or for another share.
 */
export function trimmedMean(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('trimmedMean requires at least one value');
  return mean(trim(values, (value) => value, share));
}
