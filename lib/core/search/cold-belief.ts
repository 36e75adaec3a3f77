import type { Candidate, Plan } from '../../contract/index.ts';
import { byPayload } from '../analysis/by-payload.ts';
import { coldPoint } from '../analysis/compared.ts';
import type { Measured } from '../analysis/examined.ts';
import type { Belief } from './belief.ts';
import { believeMeasured } from './earlier.ts';
import type { Shape } from './shapes.ts';

/**
 * What is believed of the latency of cold starts, where it has a limit: each probe's first invocation is one, so that
 * some were seen of every candidate.
 * @returns undefined without such a limit, and where no cold start came.
 */
export function coldBelief(
  plan: Plan,
  measured: readonly Measured[],
  { shapes, candidates }: { readonly shapes: readonly Shape[]; readonly candidates: readonly Candidate[] },
): Belief | undefined {
  if (plan.limits?.coldP99Ms === undefined) return undefined;
  const cold = measured.flatMap((one) => {
    const strata = byPayload(plan.payloadWeights, one.observations.cold.map(coldPoint));
    const isSampled = strata.some(({ items }) => items.length > 0);
    return isSampled ? [{ ...one, basis: { ...one.basis, strata } }] : [];
  });
  if (cold.length === 0) return undefined;
  return believeMeasured(plan, shapes, candidates, cold, 'cold');
}
