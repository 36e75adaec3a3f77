import type { MeasuredBy } from '../../contract/index.ts';

/** One that is less real makes the whole such. */
const LEAST_REAL_FIRST: readonly MeasuredBy[] = ['replayed', 'process', 'aws'];

/** Who measured, of several together. */
export function leastReal(kinds: readonly MeasuredBy[]): MeasuredBy {
  return LEAST_REAL_FIRST.find((kind) => kinds.includes(kind)) ?? 'aws';
}
