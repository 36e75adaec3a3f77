import type { Digest, Plan, Work } from '../../contract/index.ts';
import { isDescribed } from '../../core/digest/count.ts';
import { samplesAsked } from '../../core/search/cold-starts.ts';

/** The candidate's own time limit passed. */
export function outOfTime(plan: Plan, work: Work, digest: Digest): Digest {
  const asked = samplesAsked(plan, work);
  const after = `after ${digest.invocations} of ${asked} invocations`;
  return cutShort(work, digest, `candidateTimeoutSeconds (${plan.candidateTimeoutSeconds}) passed ${after}`);
}

/** More would have passed the candidate's share of `maxCostUsd`. */
export function outOfMoney(plan: Plan, work: Work, digest: Digest): Digest {
  const made = digest.invocations;
  const asked = samplesAsked(plan, work);
  const reason = `its share of maxCostUsd was spent after ${made} of ${asked} invocations`;
  return { ...cutShort(work, digest, reason), costLimited: { made, asked } };
}

/** The digest has no room left in the state. */
export function outOfRoom(plan: Plan, work: Work, digest: Digest): Digest {
  const made = `${digest.invocations} of ${samplesAsked(plan, work)} invocations`;
  const reason = `stopped after ${made}: the state has no room for more samples, condensed ones neither`;
  return { ...digest, reason };
}

/**
 * What came is kept where it is enough to describe the candidate. What rounds before brought of it is enough
 * whatever came of this one: too many failures are counted over all of them (lib/core/digest/merge.ts).
 */
function cutShort(work: Work, digest: Digest, reason: string): Digest {
  // Numbers that mean nothing mean as little for being few.
  if (digest.status === 'not-measurable') return digest;
  if (work.earlier?.measured === true) return { ...digest, status: 'measured', reason };
  return { ...digest, status: isDescribed(digest) ? digest.status : 'failed', reason };
}
