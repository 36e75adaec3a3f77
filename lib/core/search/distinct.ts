import { type Candidate, candidateKey } from '../../contract/index.ts';

/** Each candidate once, in the order in which they first come. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [candidateKey(one), one])).values()];
}
