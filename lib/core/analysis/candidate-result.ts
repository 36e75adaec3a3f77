import { type CandidateResult, candidateKey, type Figure, type Plan } from '../../contract/index.ts';
import { hasCondensed } from '../digest/count.ts';
import { RELATIVE_ERROR } from '../digest/sketch.ts';
import type { GroupName } from '../digest/strata.ts';
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

function figures(plan: Plan, { candidate, digest, observations }: Measured): Partial<CandidateResult> {
  // Each candidate has random numbers of its own: its intervals don't depend on which others there are.
  const random = (kind: string) => seededRandom(plan.seed, `${candidateKey(candidate)}/${kind}`);
  const error = (...groups: GroupName[]) => (hasCondensed(digest, groups) ? RELATIVE_ERROR : 0);
  const warm = warmFigures(plan, observations.warm, random('warm'), error('warm'));
  const cold = coldFigures(plan, observations.cold, random('cold'), error('cold', 'restored'));
  const costUsd = plan.onlyColdStarts ? cold?.costUsd : warm?.costUsd;
  return {
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    ...(costUsd === undefined ? {} : { costPerMillionUsd: perMillion(costUsd) }),
  };
}

function warmFigures(
  plan: Plan,
  warm: readonly Observation[],
  random: Random,
  relativeError: number,
): CandidateResult['warm'] {
  if (warm.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, warm);
  const durations = valuesOf(strata, ({ durationMs }) => durationMs);
  return {
    durationMs: distribution(durations, random, relativeError),
    costUsd: meanFigure(
      valuesOf(strata, ({ cost }) => cost),
      random,
    ),
  };
}

/** Inits and restores apart: what starts from a snapshot does other work than what initialises the function. */
function coldFigures(
  plan: Plan,
  cold: readonly Observation[],
  random: Random,
  relativeError: number,
): CandidateResult['cold'] {
  if (cold.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, cold);
  const before = (restored: boolean) => {
    const those = cold.filter((one) => one.restored === restored);
    const values = valuesOf(byPayload(plan.payloadWeights, those), ({ initMs }) => initMs);
    return those.length === 0 ? undefined : distribution(values, random, relativeError);
  };
  const [initMs, restoreMs] = [before(false), before(true)];
  const latencies = valuesOf(strata, (one) => one.initMs + one.durationMs);
  return {
    ...(initMs === undefined ? {} : { initMs }),
    ...(restoreMs === undefined ? {} : { restoreMs }),
    latencyMs: distribution(latencies, random, relativeError),
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
