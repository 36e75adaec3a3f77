import type { Decision, Digest, MeasuredBy } from '../../contract/index.ts';

/** The least real first: one such digest makes the whole result such. */
const LEAST_REAL_FIRST: readonly MeasuredBy[] = ['replayed', 'process', 'aws'];

/** Who measured, and where replayed measurements come from. */
export function provenanceOf(digests: readonly Digest[]): Pick<Decision, 'measuredBy' | 'source'> {
  const sources = new Set(digests.flatMap(({ source }) => source ?? []));
  return {
    measuredBy:
      LEAST_REAL_FIRST.find((kind) => digests.some(({ measuredBy }) => measuredBy === kind)) ?? 'aws',
    ...(sources.size === 0 ? {} : { source: [...sources].sort().join('; ') }),
  };
}
