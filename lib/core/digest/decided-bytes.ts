import { LIMIT_KEYS, type Plan } from '../../contract/index.ts';

/*
 * Bytes of JSON that one candidate takes at most, by what they are for.
 */
/** Its entry: the figures of warm invocations and cold starts (init or restore), each at its longest. */
const FIGURES = 1175;
/** Mark of a memory that is nearly used up. */
const MEMORY_TIGHT = 19;
/** One limit and how it stands to it. */
const LIMIT = 70;
/** The figures of both kinds together. */
const BLENDED = 400;
/** What comes to a distribution of so many samples: a p99.9. */
const P999 = 85;
const MANY_SAMPLES = 1000;
/** And of so many, which may be condensed (fewer take less one by one, see size.ts): how far its quantiles may be off. */
const RELATIVE_ERROR = 21;
const FEWEST_CONDENSED = 400;
/** Durations, inits (or restores) and latencies; a blend is another. */
const DISTRIBUTIONS = 3;
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

/** One quantile with five digits. */
const QUANTILE = 8;
/** Warm invocations and cold starts. */
const QUANTILE_LISTS = 2;
const QUANTILE_KEY = 15;

type Ruled = Pick<Plan, 'limits' | 'coldStartRate' | 'candidates'>;

/** The output has room for so many quantiles of all candidates together, in each of the two lists. */
const QUANTILES = 2000;
const MOST_OF_ONE = 41;
/** With more of them there is other use for the room. */
const MOST_CANDIDATES = 60;

/** How many quantiles show how a candidate's samples are distributed; none where there are very many candidates. */
export function quantilesShown({ candidates }: Pick<Plan, 'candidates'>): number {
  if (candidates.length > MOST_CANDIDATES) return 0;
  return Math.min(MOST_OF_ONE, Math.floor(QUANTILES / candidates.length));
}

/**
 * What one candidate takes in the decision, without failures.
 * @param samples the most that it may give
 */
export function decidedBytes(plan: Ruled, samples: number): number {
  return entryBytes(plan, samples) + AVERAGE + TIE;
}

/** What it takes in the output of the execution. */
export function reportedBytes(plan: Ruled & Pick<Plan, 'includeOutputResults'>, samples: number): number {
  return entryBytes(plan, samples) + TIE + PARETO + LINK + (plan.includeOutputResults ? STATS : 0);
}

/** What its entry takes in `candidates`. */
export function entryBytes(plan: Ruled, samples: number): number {
  const { limits, coldStartRate } = plan;
  const quantiles = quantilesShown(plan);
  const limited = LIMIT_KEYS.filter((key) => limits?.[key] !== undefined).length;
  const isBlended = coldStartRate !== undefined;
  const ofMany = (samples < MANY_SAMPLES ? 0 : P999) + (samples < FEWEST_CONDENSED ? 0 : RELATIVE_ERROR);
  return (
    FIGURES +
    MEMORY_TIGHT +
    limited * LIMIT +
    (isBlended ? BLENDED : 0) +
    (DISTRIBUTIONS + (isBlended ? 1 : 0)) * ofMany +
    (quantiles === 0 ? 0 : QUANTILE_LISTS * (QUANTILE_KEY + quantiles * QUANTILE))
  );
}
