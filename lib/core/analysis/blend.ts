import type { Plan } from '../../contract/index.ts';
import type { Basis } from './basis.ts';
import { byPayload, missingShareOf, type PayloadStratum } from './by-payload.ts';
import { type ComparedPoint, coldPoint } from './compared.ts';
import type { Observations } from './observation.ts';

/**
 * A candidate's invocations as they come in production, where a share r of them (`coldStartRate`) are cold starts:
 * strata of the shares 1 − r (warm) and r (cold, with their init), times the payloads'. What a payload without
 * a sample would have of its kind goes to the others of the same kind: however few payloads met a cold start, cold
 * starts have the share r.
 *
 * @returns undefined without a rate, and where a kind that has a share has no sample.
 */
export function blendOf(plan: Plan, { warm, cold }: Observations): Basis | undefined {
  const { coldStartRate: rate, payloadWeights } = plan;
  if (rate === undefined) return undefined;
  const kinds = [
    { share: 1 - rate, points: warm },
    { share: rate, points: cold.map(coldPoint) },
  ].filter(({ share }) => share > 0);
  if (kinds.some(({ points }) => points.length === 0)) return undefined;
  const parts = kinds.map(({ share, points }) => ({ share, strata: byPayload(payloadWeights, points) }));
  return {
    strata: parts.flatMap(({ share, strata }) => withTotal(strata, share)),
    missingShare: parts.reduce((sum, { share, strata }) => sum + share * missingShareOf(strata), 0),
    blended: true,
  };
}

/** The strata that have items, their shares scaled to this sum. */
function withTotal(
  strata: readonly PayloadStratum<ComparedPoint>[],
  total: number,
): PayloadStratum<ComparedPoint>[] {
  const sampled = strata.filter(({ items }) => items.length > 0);
  const sum = sampled.reduce((shares, { share }) => shares + share, 0);
  return sampled.map(({ share, items }) => ({ share: (total * share) / sum, items }));
}
