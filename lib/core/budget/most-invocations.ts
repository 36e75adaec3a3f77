import type { Plan, Work } from '../../contract/index.ts';
import { SECOND_WAVE_SAMPLES } from '../digest/state-budget.ts';
import { shares } from '../payload/shares.ts';
import { coldStartsOf, mostTries, warmSamplesOf } from '../search/cold-starts.ts';

/** How many invocations a candidate takes at most. */
export interface MostInvocations {
  /** One entry for each payload. */
  readonly perPayload: readonly number[];
  /** How many of them are billed an init: one for each environment. */
  readonly inits: number;
}

/**
 * How many invocations are made at most for what a candidate is asked for (warm.ts and cold.ts of
 * lib/aws/measure):
 * - each payload's share of them; one init for each of the environments that run at once
 * - again as many, up to 100, where so many run at once that most would be cold: the second wave
 * - one more of a payload that met only cold environments: at most one for each environment, the dearest of them
 * - for cold starts an init for each of them, and again as many tries, which were warm
 *
 * Environments that Lambda replaces in the middle are not foreseen.
 *
 * @param dearestFirst the payloads' indices, the dearest one first
 */
export function mostInvocations(
  plan: Pick<Plan, 'payloadWeights' | 'concurrency' | 'onlyColdStarts' | 'coldStarts'>,
  work: Pick<Work, 'samples' | 'warmOnly'>,
  dearestFirst: readonly number[],
): MostInvocations {
  const { payloadWeights } = plan;
  const warm = mostWarm(plan, warmSamplesOf(plan, work), dearestFirst);
  const cold = coldStartsOf(plan, work)?.count ?? 0;
  const tries = shares(payloadWeights, cold).map(mostTries);
  return {
    perPayload: warm.perPayload.map((count, payload) => count + (tries[payload] ?? 0)),
    inits: warm.inits + cold,
  };
}

function mostWarm(
  { payloadWeights, concurrency }: Pick<Plan, 'payloadWeights' | 'concurrency'>,
  samples: number,
  dearestFirst: readonly number[],
): MostInvocations {
  if (samples === 0) return { perPayload: payloadWeights.map(() => 0), inits: 0 };
  const first = shares(payloadWeights, samples);
  const environments = Math.min(concurrency, samples);
  const wave = concurrency > 1 && concurrency > samples / 2 ? Math.min(samples, SECOND_WAVE_SAMPLES) : 0;
  const second = shares(payloadWeights, wave);
  const again = new Set(payloadWeights.length > 1 ? dearestFirst.slice(0, environments) : []);
  return {
    perPayload: first.map((count, payload) => count + (second[payload] ?? 0) + (again.has(payload) ? 1 : 0)),
    inits: environments,
  };
}
