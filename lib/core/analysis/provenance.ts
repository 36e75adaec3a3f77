import type { Decision, Digest } from '../../contract/index.ts';
import { leastReal } from '../digest/least-real.ts';

/** Who measured (one digest that is less real makes the whole result such), and where replayed measurements come from. */
export function provenanceOf(digests: readonly Digest[]): Pick<Decision, 'measuredBy' | 'source'> {
  const sources = new Set(digests.flatMap(({ source }) => source ?? []));
  return {
    measuredBy: leastReal(digests.map(({ measuredBy }) => measuredBy)),
    ...(sources.size === 0 ? {} : { source: [...sources].sort().join('; ') }),
  };
}
