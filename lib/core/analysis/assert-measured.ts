import type { Digest, LostDigest } from '../../contract/index.ts';
import { candidateOf, lostReason, reasonOf } from './examined.ts';
import { noneMeasured } from './none-measured.ts';

/**
 * Checks that at least one candidate could be invoked: all that a dry run has to show.
 * @throws NoCandidateMeasured with the reason of each.
 */
export function assertMeasured(measured: readonly (Digest | LostDigest)[]): void {
  if (measured.some((one) => !('lost' in one) && one.status === 'measured')) return;
  throw noneMeasured(
    measured.map((one) => ({
      candidate: candidateOf(one),
      reason: 'lost' in one ? lostReason(one) : reasonOf(one),
    })),
  );
}
