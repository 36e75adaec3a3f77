import type { CandidateResult, Figure, Plan } from '../../contract/index.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import { distribution, meanFigure } from './distribution.ts';
import type { Examined, Measured } from './examined.ts';
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

function figures(plan: Plan, { observations }: Measured): Partial<CandidateResult> {
  const warm = warmFigures(plan, observations.warm);
  const cold = coldFigures(plan, observations.cold);
  const costUsd = plan.onlyColdStarts ? cold?.costUsd : warm?.costUsd;
  return {
    ...(warm === undefined ? {} : { warm }),
    ...(cold === undefined ? {} : { cold }),
    ...(costUsd === undefined ? {} : { costPerMillionUsd: perMillion(costUsd) }),
  };
}

function warmFigures(plan: Plan, warm: readonly Observation[]): CandidateResult['warm'] {
  if (warm.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, warm);
  return {
    durationMs: distribution(valuesOf(strata, ({ durationMs }) => durationMs)),
    costUsd: meanFigure(valuesOf(strata, ({ cost }) => cost)),
  };
}

function coldFigures(plan: Plan, cold: readonly Observation[]): CandidateResult['cold'] {
  if (cold.length === 0) return undefined;
  const strata = byPayload(plan.payloadWeights, cold);
  return {
    initMs: distribution(valuesOf(strata, ({ initMs }) => initMs)),
    latencyMs: distribution(valuesOf(strata, ({ initMs, durationMs }) => initMs + durationMs)),
    costUsd: meanFigure(valuesOf(strata, ({ cost }) => cost)),
  };
}

function perMillion({ value, n }: Figure): Figure {
  return { value: value * MILLION, n };
}
