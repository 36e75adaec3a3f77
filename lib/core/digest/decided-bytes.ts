import { LIMIT_KEYS, type Plan } from '../../contract/index.ts';

/*
 * Bytes of JSON that one candidate takes at most, by what they are for.
 */
/** Its entry: the figures of warm invocations and cold starts, each at its longest. */
const FIGURES = 1170;
/** Mark of a memory that is nearly used up. */
const MEMORY_TIGHT = 19;
/** One limit and how it stands to it. */
const LIMIT = 70;
/** The figures of both kinds together. */
const BLENDED = 400;
/** Its averages, which the output hasn't. */
const AVERAGE = 110;
/** Being named as a tie. */
const TIE = 44;
/** Being on the Pareto front. */
const PARETO = 112;
/** In the visualization link: ten bytes in base64. */
const LINK = 14;
/** In `stats`. */
const STATS = 115;

type Ruled = Pick<Plan, 'limits' | 'coldStartRate'>;

/** What one candidate takes in the decision, without failures. */
export function decidedBytes(plan: Ruled): number {
  return entryBytes(plan) + AVERAGE + TIE;
}

/** What it takes in the output of the execution. */
export function reportedBytes(plan: Ruled & Pick<Plan, 'includeOutputResults'>): number {
  return entryBytes(plan) + TIE + PARETO + LINK + (plan.includeOutputResults ? STATS : 0);
}

/** What its entry takes in `candidates`. */
export function entryBytes({ limits, coldStartRate }: Ruled): number {
  const limited = LIMIT_KEYS.filter((key) => limits?.[key] !== undefined).length;
  return FIGURES + MEMORY_TIGHT + limited * LIMIT + (coldStartRate === undefined ? 0 : BLENDED);
}
