import type { Candidate, Digest, Sample } from '../../contract/index.ts';
import { mergeStrata, packStrata } from './strata.ts';

/**
 * The digest of a candidate that has not been invoked yet.
 * @param killed environments that a round before left killed
 */
export function emptyDigest({ architecture, memoryMB }: Candidate, killed = 0): Digest {
  return {
    architecture,
    memoryMB,
    status: 'measured',
    measuredBy: 'aws',
    invocations: 0,
    billedMs: 0,
    calls: 0,
    strata: [],
    repeatedInits: 0,
    failures: [],
    ...(killed === 0 ? {} : { killed }),
  };
}

/**
 * The digest with these samples after its own. Samples with a repeated init are only counted.
 * Invocations, billed milliseconds and failures are the caller's to count: they are more than samples.
 */
export function appendSamples(digest: Digest, samples: readonly Sample[]): Digest {
  const used = [digest.maxMemoryUsedMB, ...samples.map(({ maxMemoryUsedMB }) => maxMemoryUsedMB)];
  const known = used.filter((memoryMB) => memoryMB !== undefined);
  return {
    ...digest,
    strata: mergeStrata(digest.strata, packStrata(samples)),
    repeatedInits: digest.repeatedInits + samples.filter(({ start }) => start === 'repeated-init').length,
    ...(known.length === 0
      ? {}
      : { maxMemoryUsedMB: known.reduce((most, memoryMB) => Math.max(most, memoryMB)) }),
  };
}
export { addFailure } from './failures.ts';
