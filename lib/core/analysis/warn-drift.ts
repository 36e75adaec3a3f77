import type { Plan, Warning } from '../../contract/index.ts';
import { hasCondensed } from '../digest/count.ts';
import { normalCumulative } from '../statistics/normal.ts';
import { quantile } from '../statistics/quantile.ts';
import { rankSumZ } from '../statistics/rank-sum.ts';
import { byPayload, type PayloadStratum } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';
import { changeOfCondensed } from './drift-of-condensed.ts';
import type { Measured } from './examined.ts';
import { name } from './names.ts';
import { ALPHA, inOrderOfTime, RELEVANT_SHARE } from './order-of-time.ts';

interface Half {
  readonly share: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Warns of candidates that were slower or faster in the second half of their samples than in the first, by the
 * rank sum of both (rank-sum.ts) at 1% for all candidates together, and by at least 3% of the median: then the
 * numbers depend on when they were measured, and candidates that ran at other times are hard to compare. Of samples
 * that are condensed the means of both halves are compared instead.
 */
export function drift(plan: Plan, measured: readonly Measured[]): Warning[] {
  const drifted = measured.flatMap((one) => {
    const change = driftOf(plan, one, measured.length);
    return change === undefined ? [] : [{ candidate: one.candidate, change }];
  });
  if (drifted.length === 0) return [];
  const named = drifted
    .slice(0, 10)
    .map(({ candidate, change }) => `${name(candidate)} (${percent(change)})`);
  const rest = drifted.length - named.length;
  return [
    {
      code: 'drift',
      message: `durations changed during the run, second half of the samples against the first: ${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}. Something else changed with time (a cache, a dependency, the machine): measure again, or with more samples`,
    },
  ];
}

/** How much longer the second half took, as a share of the first; undefined where nothing says that it did. */
export function driftOf(plan: Plan, one: Measured, tests: number): number | undefined {
  if (!inOrderOfTime(plan, one)) return driftOfCondensed(plan, one, tests);
  const halves = byPayload(plan.payloadWeights, one.compared.points)
    .filter(({ items }) => items.length > 1)
    .map(halfOf);
  const z = rankSumZ(halves);
  const probability = 2 * normalCumulative(-Math.abs(z));
  if (probability > ALPHA / tests) return undefined;
  const [before, after] = [medianOf(halves, 'before'), medianOf(halves, 'after')];
  const change = after / before - 1;
  return Math.abs(change) < RELEVANT_SHARE ? undefined : change;
}

/** Where samples are condensed, what is left of their order are the means of a few stretches. */
function driftOfCondensed(plan: Plan, { digest, compared }: Measured, tests: number): number | undefined {
  if (plan.onlyColdStarts || compared.coldStandIn || !hasCondensed(digest, ['warm'])) return undefined;
  const change = changeOfCondensed(plan, digest);
  if (change === undefined || change.probability > ALPHA / tests) return undefined;
  return Math.abs(change.share) < RELEVANT_SHARE ? undefined : change.share;
}

function halfOf({ share, items }: PayloadStratum<ComparedPoint>): Half {
  const durations = items.map(({ durationMs }) => durationMs);
  const middle = Math.floor(durations.length / 2);
  return { share, before: durations.slice(0, middle), after: durations.slice(middle) };
}

function medianOf(halves: readonly Half[], half: 'before' | 'after'): number {
  return halves.reduce((sum, one) => sum + one.share * quantile(one[half], 0.5), 0);
}

function percent(change: number): string {
  return `${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 100)}%`;
}
