import type { Candidate, Plan, SearchOutcome, SearchPlan } from '../../contract/index.ts';
import { name } from '../analysis/names.ts';
import type { Ask, Reason, Standing } from './next-step.ts';

/** What the words depend on. */
type Spoken = Pick<Plan, 'strategy' | 'limits' | 'baseline'> & { readonly search: SearchPlan };

const BETTER = { cost: 'cheaper', speed: 'faster', balanced: 'better' } as const;
const KEEPS = ' (and keep the limits)';

/** What is measured in a round and why, in words. */
export function roundInWords(
  plan: Spoken,
  asks: readonly Ask[],
  { sure, ...standing }: Standing & { readonly sure?: number } = {},
): string {
  const { best } = standing;
  const parts = REASONS.flatMap((reason) => {
    const those = asks.filter((ask) => ask.reason === reason);
    return those.length === 0 ? [] : [partInWords(plan, reason, those, best)];
  });
  const far =
    best === undefined || sure === undefined
      ? ''
      : `${name(best)} is the best so far, within ${percent(plan.search.tolerance)} of the best of all with a probability of ${percent(sure)}. `;
  return `${compared(plan, standing)}${far}Measured next: ${parts.join('; ')}`;
}

const REASONS: readonly Reason[] = ['again', 'better', 'compare', 'look', 'current', 'settle'];

function partInWords(
  { strategy, limits, baseline, search: { previous } }: Spoken,
  reason: Reason,
  asks: readonly Ask[],
  best: Candidate | undefined,
): string {
  const those = asks.map(askInWords).join(', ');
  switch (reason) {
    case 'better':
      return asks
        .map(
          (ask) =>
            `${askInWords(ask)}, which by the curve through all that was measured may be up to ${percent(ask.upTo ?? 0)} ${BETTER[strategy]}${limits === undefined ? '' : KEEPS}`,
        )
        .join(', ');
    case 'again':
      return `${those}, best in the run of ${previous?.startedAt.slice(0, 10) ?? 'before'}, to see whether it still is`;
    case 'compare':
      return `${those}, to tell ${asks.length === 1 ? 'it' : 'them'} from ${best === undefined ? 'the best' : name(best)}`;
    case 'look':
      return `${those}, to see how duration depends on memory${asks.some((one) => one.candidate.architecture !== asks[0]?.candidate.architecture) ? ' and architecture' : ''}`;
    case 'current':
      return `${those}, the current configuration${best === undefined || baseline === undefined ? '' : ', so that the saving has an interval'}`;
    case 'settle':
      return `${those}, so that its figures have intervals`;
  }
}

function askInWords({ candidate, samples }: Ask): string {
  return `${name(candidate)} (${samples} sample${samples === 1 ? '' : 's'})`;
}

/** Why a search ended, in words. */
export function endInWords(plan: Spoken, { stopped, sure }: SearchOutcome, standing: Standing): string {
  const { best } = standing;
  if (best === undefined) return 'Ended: nothing that was tried could be measured';
  const { search } = plan;
  const within = `${name(best)} is within ${percent(search.tolerance)} of the best with a probability of ${percent(sure)}`;
  const wanted = `; asked for: ${percent(search.confidence)}`;
  const ended = `${compared(plan, standing)}Ended:`;
  switch (stopped) {
    case 'sure':
      return `${ended} ${within}${wanted}`;
    case 'no-gain':
      return `${ended} no further measurement promises as much as it costs. ${within}${wanted}. A larger num in a grid (search: "grid") would tell more`;
    case 'max-invocations':
      return `${ended} ${search.asked} of ${search.maxInvocations} invocations (maxInvocations) were made, and what promises most takes more than are left. ${within}${wanted}`;
    case 'max-cost':
      return `${ended} what promises most may cost more than is left of maxCostUsd. ${within}${wanted}`;
    case 'nothing-left':
      return `${ended} every size that may be chosen was measured. ${within}${wanted}`;
  }
}

/** How what was measured stands to the earlier run. */
function compared({ search: { previous } }: Spoken, { isBorneOut, isOneSize }: Standing): string {
  if (previous === undefined || isBorneOut === undefined) return '';
  const run = `the run of ${previous.startedAt.slice(0, 10)}`;
  if (!isBorneOut) {
    return `Duration may depend on memory in another way than in ${run}, which counts for less. `;
  }
  return isOneSize ? `As in ${run}, as far as one size tells. ` : `Duration depends on memory as in ${run}. `;
}

/** Of what isn't certain, neither 0% nor 100%. */
function percent(share: number): string {
  const whole = share * 100;
  if (whole > 99 && whole < 100) return 'more than 99%';
  if (whole > 0 && whole < 0.5) return 'less than 1%';
  return `${Number.isInteger(whole) ? whole : whole < 10 && whole % 1 !== 0 ? Number(whole.toPrecision(2)) : Math.round(whole)}%`;
}
