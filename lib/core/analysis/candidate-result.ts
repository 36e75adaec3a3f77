import { type CandidateResult, candidateKey, type Plan } from '../../contract/index.ts';
import { hasCondensed } from '../digest/count.ts';
import { quantilesShown } from '../digest/decided-bytes.ts';
import { RELATIVE_ERROR } from '../digest/sketch.ts';
import type { GroupName } from '../digest/strata.ts';
import { MIN_FOR_INTERVAL, MIN_FOR_WIDE_INTERVAL } from '../statistics/mean-interval.ts';
import { type Random, seededRandom } from '../statistics/random.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import { blendedDistribution, distribution, meanFigure } from './distribution.ts';
import type { Examined, Measured } from './examined.ts';
import { perMillion } from './figure.ts';
import { isMemoryTight } from './headroom.ts';
import { limitChecks } from './limit-checks.ts';
import type { Observation } from './observation.ts';

/** Fewer of a kind say too little of it for an interval of both together. */
const MIN_OF_A_KIND = 5;

/**
 * A candidate as the output shows it. Figures are those of all samples, never trimmed; a candidate that was
 * not measured has none, even where a few of its invocations succeeded: they are not what it is like.
 */
export function candidateResult(plan: Plan, examined: Examined): CandidateResult {
  const { candidate, digest, status } = examined;
  const result = {
    ...candidate,
    status,
    ...(examined.status === 'measured' ? figures(plan, examined) : { reason: examined.reason }),
    ...(digest?.maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB: digest.maxMemoryUsedMB }),
    invocations: digest?.invocations ?? 0,
    failures: digest?.failures ?? [],
  };
  return examined.status === 'measured' ? { ...result, ...ruledBy(plan, result) } : result;
}

/** How it stands to the rules that come before the strategy. */
function ruledBy(plan: Plan, result: CandidateResult): Pick<CandidateResult, 'memoryTight' | 'limits'> {
  const limits = limitChecks(plan, result);
  return {
    ...(isMemoryTight(plan, result.memoryMB, result.maxMemoryUsedMB) ? { memoryTight: true } : {}),
    ...(limits === undefined ? {} : { limits }),
  };
}

function figures(plan: Plan, measured: Measured): Partial<CandidateResult> {
  const { candidate, digest, observations } = measured;
  // Each candidate has random numbers of its own: its intervals don't depend on which others there are.
  const random = (kind: string) => seededRandom(plan.seed, `${candidateKey(candidate)}/${kind}`);
  const error = (...groups: GroupName[]) => (hasCondensed(digest, groups) ? RELATIVE_ERROR : 0);
  const warm = warmFigures(plan, observations.warm, random('warm'), error('warm'));
  const cold = coldFigures(plan, observations.cold, random('cold'), error('cold', 'restored'));
  const blended = blendedFigures(plan, measured, random('blended'), error('warm', 'cold', 'restored'));
  const costUsd = plan.onlyColdStarts ? cold?.costUsd : warm?.costUsd;
  return {
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    ...(blended === undefined ? {} : { blended }),
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
  const fewest = fewestFor(plan);
  const durations = valuesOf(strata, ({ durationMs }) => durationMs);
  return {
    durationMs: distribution(durations, random, { relativeError, quantiles: quantilesShown(plan), fewest }),
    costUsd: meanFigure(
      valuesOf(strata, ({ cost }) => cost),
      random,
      { fewest },
    ),
  };
}

/** A run that starts from an earlier one asks for fewer samples of what that recommended. */
function fewestFor({ search }: Plan): number {
  return search?.previous === undefined ? MIN_FOR_INTERVAL : MIN_FOR_WIDE_INTERVAL;
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
  const fewest = fewestFor(plan);
  const before = (restored: boolean) => {
    const those = cold.filter((one) => one.restored === restored);
    const values = valuesOf(byPayload(plan.payloadWeights, those), ({ initMs }) => initMs);
    return those.length === 0 ? undefined : distribution(values, random, { relativeError, fewest });
  };
  const [initMs, restoreMs] = [before(false), before(true)];
  const latencies = valuesOf(strata, (one) => one.initMs + one.durationMs);
  return {
    ...(initMs === undefined ? {} : { initMs }),
    ...(restoreMs === undefined ? {} : { restoreMs }),
    latencyMs: distribution(latencies, random, { relativeError, quantiles: quantilesShown(plan), fewest }),
    costUsd: meanFigure(
      valuesOf(strata, ({ cost }) => cost),
      random,
      { fewest },
    ),
  };
}

function blendedFigures(
  { coldStartRate: rate }: Plan,
  { blend, observations: { warm, cold } }: Measured,
  random: Random,
  relativeError: number,
): CandidateResult['blended'] {
  if (rate === undefined || blend === undefined) return undefined;
  const enough = warm.length >= MIN_OF_A_KIND && cold.length >= MIN_OF_A_KIND;
  const why = cold.length < MIN_OF_A_KIND ? 'too few cold starts' : 'too few samples';
  return {
    rate,
    costUsd: meanFigure(
      valuesOf(blend.strata, ({ cost }) => cost),
      random,
      { why },
    ),
    latencyMs: blendedDistribution(
      valuesOf(blend.strata, ({ durationMs }) => durationMs),
      random,
      { why, enough, relativeError },
    ),
  };
}
