import type { Plan, Warning } from '../../contract/index.ts';
import { coldCount } from '../digest/count.ts';
import { coldStartsOf } from '../search/cold-starts.ts';
import type { Measured } from './examined.ts';
import { listed, name } from './names.ts';

/** Warns of candidates that gave fewer cold starts than were asked for, in twice as many tries. */
export function fewerColdStarts(plan: Plan, measured: readonly Measured[]): Warning[] {
  // A search asks for as many as it takes.
  if (plan.search !== undefined && plan.onlyColdStarts) return [];
  const asked = coldStartsOf(plan, { samples: plan.num })?.count ?? 0;
  const named = measured
    .map(({ candidate, digest }) => ({ candidate, came: coldCount(digest) }))
    .filter(({ came }) => came < asked)
    .map(({ candidate, came }) => `${name(candidate)} (${came} of ${asked})`);
  if (named.length === 0) return [];
  return [
    {
      code: 'fewer-cold-starts',
      message: `fewer cold starts came than were asked for on ${listed(named)}: of a burst those are warm that find an environment which has answered already, or which Lambda had initialised ahead. Each was tried twice at most; what came is in the figures`,
    },
  ];
}
