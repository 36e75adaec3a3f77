import type { Plan, Warning } from '../../contract/index.ts';
import { hasCondensed } from '../digest/count.ts';
import { RELATIVE_ERROR } from '../digest/sketch.ts';
import type { Measured } from './examined.ts';
import { list } from './names.ts';

/** Says which candidates' samples did not fit into the state one by one, and what can't be known of them therefore. */
export function condensedSamples(plan: Plan, measured: readonly Measured[]): Warning[] {
  const condensed = measured.filter(({ digest }) => hasCondensed(digest));
  if (condensed.length === 0) return [];
  const error = `${RELATIVE_ERROR * 100}%`;
  const trimmed =
    plan.discardTopBottom === 0 ? '' : `, so are the averages without what discardTopBottom leaves out`;
  return [
    {
      code: 'samples-condensed',
      message: `the state has no room for all samples of ${list(condensed.map(({ candidate }) => candidate))} one by one: quantiles there are right to ${error} (relativeError)${trimmed}; means and their intervals are exact. Whether slow invocations came together is not known there. Fewer candidates, or a smaller num, leave room`,
    },
  ];
}
