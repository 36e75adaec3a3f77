import type { Plan, Work } from '../../contract/index.ts';

/** Cold starts that a candidate is asked for. */
export interface ColdStarts {
  readonly count: number;
  /** Simultaneous invocations in one burst. */
  readonly atOnce: number;
}

type ColdPlan = Pick<Plan, 'coldStarts' | 'onlyColdStarts' | 'concurrency'> & { readonly dryRun?: boolean };
type ColdWork = Pick<Work, 'samples' | 'pilot' | 'warmOnly'>;

/**
 * The cold starts that are measured on purpose, before the warm samples or (with `onlyColdStarts`) in their place.
 * A dry run and a pilot have none, nor a candidate whose own came in a round before: what is cold there is by chance.
 */
export function coldStartsOf(plan: ColdPlan, work: ColdWork): ColdStarts | undefined {
  if (plan.dryRun === true || work.pilot === true) return undefined;
  if (plan.onlyColdStarts) return { count: work.samples, atOnce: plan.concurrency };
  return work.warmOnly === true ? undefined : plan.coldStarts;
}

/** The samples that are asked for whatever they turn out to be, warm ones as a rule. */
export function warmSamplesOf(plan: ColdPlan, work: ColdWork): number {
  return plan.onlyColdStarts && coldStartsOf(plan, work) !== undefined ? 0 : work.samples;
}

/** How many samples a candidate is asked for, cold starts included. */
export function samplesAsked(plan: ColdPlan, work: ColdWork): number {
  return warmSamplesOf(plan, work) + (coldStartsOf(plan, work)?.count ?? 0);
}

/** So many invocations are made at most to get so many cold starts: some of a burst find a warm environment. */
export function mostTries(count: number): number {
  return 2 * count;
}
