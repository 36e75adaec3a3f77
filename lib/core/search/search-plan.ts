import {
  ALL_POWER_VALUES,
  type Architecture,
  MEMORY_MB,
  type SearchPlan,
  type TuningInput,
} from '../../contract/index.ts';

/** Within 2% of the best is as good as the best: prices and hardware move more than that. */
const DEFAULT_TOLERANCE = 0.02;
const DEFAULT_CONFIDENCE = 0.95;
/** For each architecture: a search mostly ends by itself with half of them (docs/benchmarks.md). */
const DEFAULT_INVOCATIONS = 40;
/** With several payloads each candidate is sent every one of them. */
const DEFAULT_INVOCATIONS_FOR_PAYLOAD = 10;

type SearchInput = Pick<
  TuningInput,
  'search' | 'powerValues' | 'architectures' | 'tolerance' | 'confidence' | 'maxInvocations'
>;

/**
 * What a search is asked for.
 * @param about what the input doesn't say: the target's own architecture, the sizes that may be tried where it names
 * none (any where they are absent), and how many payloads it has
 * @returns undefined for a grid.
 */
export function searchPlan(
  input: SearchInput,
  about: {
    readonly own: Architecture;
    readonly defaults?: readonly number[] | undefined;
    readonly payloads: number;
  },
): SearchPlan | undefined {
  if (input.search !== 'auto') return undefined;
  const { architectures = [about.own], tolerance, confidence } = input;
  const sizes = input.powerValues === 'ALL' ? ALL_POWER_VALUES : (input.powerValues ?? about.defaults);
  const most = Math.max(DEFAULT_INVOCATIONS, DEFAULT_INVOCATIONS_FOR_PAYLOAD * about.payloads);
  return {
    architectures: [...architectures],
    ...(sizes === undefined ? {} : { sizes: [...sizes].sort((a, b) => a - b) }),
    smallestMB: sizes === undefined ? MEMORY_MB.min : Math.min(...sizes),
    largestMB: sizes === undefined ? MEMORY_MB.max : Math.max(...sizes),
    tolerance: tolerance ?? DEFAULT_TOLERANCE,
    confidence: confidence ?? DEFAULT_CONFIDENCE,
    maxInvocations: input.maxInvocations ?? most * architectures.length,
    asked: 0,
    why: [],
  };
}
