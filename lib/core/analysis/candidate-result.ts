import { type CandidateResult, candidateKey, type Figure, type Plan } from '../../contract/index.ts';
import { type Random, seededRandom } from '../statistics/random.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import { distribution, meanFigure } from './distribution.ts';
import type { Examined, Measured } from './examined.ts';
import { significant } from './figure.ts';
import type { Observation } from './observation.ts';

const MILLION = 1e6;

/**
 * A candidate as the output shows it. Figures are those of all samples, never trimmed; a candidate that was
 * not measured has none, even where a few of its invocations succeeded: they are not what it is like.
 */
export function candidateResult(plan: Plan, examined: Examined): CandidateResult {
  const { candidate, digest, status } = examined;
  return {
    ...candidate,
    status,
    ...(examined.status === 'measured' ? figures(plan, examined) : { reason: examined.reason }),
    ...(digest?.maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB: digest.maxMemoryUsedMB }),
    invocations: digest?.invocations ?? 0,
    failures: digest?.failures ?? [],
  };
}

function figures(plan: Plan, { candidate, observations }: Measured): Partial<CandidateResult> {
  // Each candidate has random numbers of its own: its intervals don't depend on which others there are.
  const random = (kind: string) => seededRandom(plan.seed, `${candidateKey(candidate)}/${kind}`);
  const warm = warmFigures(plan, observations.warm, random('warm'));
  const cold = coldFigures(plan, observations.cold, random('cold'));
  const costUsd = plan.onlyColdStarts ? cold?.costUsd : warm?.costUsd;
  return {
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    ...(costUsd === undefined ? {} : { costPerMillionUsd: perMillion(costUsd) }),
  };
}

function warmFigures(plan: Plan, warm: readonly Observation[], random: Random): CandidateResult['warm'] {
  if (warm.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, warm);
  return {
    durationMs: distribution(
      valuesOf(strata, ({ durationMs }) => durationMs),
      random,
    ),
    costUsd: meanFigure(
      valuesOf(strata, ({ cost }) => cost),
      random,
    ),
  };
}

function coldFigures(plan: Plan, cold: readonly Observation[], random: Random): CandidateResult['cold'] {
  if (cold.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, cold);
  return {
    initMs: distribution(
      valuesOf(strata, ({ initMs }) => initMs),
      random,
    ),
    latencyMs: distribution(
      valuesOf(strata, ({ initMs, durationMs }) => initMs + durationMs),
      random,
    ),
    costUsd: meanFigure(
      valuesOf(strata, ({ cost }) => cost),
      random,
    ),
  };
}

function perMillion(one: Figure): Figure {
  const { low, high } = one;
  return {
    ...one,
    value: significant(one.value * MILLION),
    ...(low === undefined || high === undefined
      ? {}
      : { low: significant(low * MILLION), high: significant(high * MILLION) }),
  };
}
