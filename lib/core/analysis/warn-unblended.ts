import { type Candidate, candidateKey, type Plan, type Warning } from '../../contract/index.ts';
import { MIN_FOR_INTERVAL } from '../statistics/mean-interval.ts';
import type { Measured } from './examined.ts';
import { list } from './names.ts';

/**
 * Warns where `coldStartRate` could not be followed, for want of samples of one kind, and where the blend rests on a
 * few cold starts.
 */
export function unblended(
  { coldStartRate: rate, candidates }: Plan,
  measured: readonly Measured[],
  without: readonly Candidate[],
): Warning[] {
  if (rate === undefined) return [];
  const asked = new Set(candidates.map(candidateKey));
  const missing = without.filter((candidate) => asked.has(candidateKey(candidate)));
  if (missing.length > 0) {
    return [
      {
        code: 'not-blended',
        message: `coldStartRate is not followed: warm invocations or cold starts are missing of ${list(missing)}, so that all are compared as without it. coldStarts asks for cold starts`,
      },
    ];
  }
  const few = measured.filter(
    ({ basis, observations: { cold } }) => basis.blended && rate > 0 && cold.length < MIN_FOR_INTERVAL,
  );
  if (few.length === 0) return [];
  return [
    {
      code: 'few-cold-starts',
      message: `what coldStartRate adds rests on fewer than ${MIN_FOR_INTERVAL} cold starts of ${list(few.map(({ candidate }) => candidate))}: how sure the answer is can hardly be said. coldStarts asks for more`,
    },
  ];
}
