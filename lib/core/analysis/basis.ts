import { type Candidate, candidateKey, type Plan } from '../../contract/index.ts';
import { average } from './average.ts';
import { byPayload, missingShareOf, type PayloadStratum } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';
import type { Examined, Measured } from './examined.ts';

/** By what a candidate is compared: its invocations, in strata of known shares. */
export interface Basis {
  readonly strata: readonly PayloadStratum<ComparedPoint>[];
  /** The part of the shares that no sample stands for, from 0 to 1. */
  readonly missingShare: number;
  /** Warm invocations and cold starts in the proportion of `coldStartRate`. */
  readonly blended: boolean;
}

/** Invocations of one kind, by payload. */
export function plainBasis(payloadWeights: readonly number[], points: readonly ComparedPoint[]): Basis {
  const strata = byPayload(payloadWeights, points);
  return { strata, missingShare: missingShareOf(strata), blended: false };
}

/** What all candidates are compared by. */
export interface OneBasis {
  readonly examined: readonly Examined[];
  /** By their blends. */
  readonly blended: boolean;
  /** With `coldStartRate`: measured candidates that have no blend. */
  readonly without: readonly Candidate[];
}

/**
 * Puts all candidates on one basis: with `coldStartRate` their blends, where every one that can be chosen has one;
 * else what they were examined by.
 */
export function onOneBasis(plan: Plan, examined: readonly Examined[]): OneBasis {
  if (plan.coldStartRate === undefined) return { examined, blended: false, without: [] };
  const asked = new Set(plan.candidates.map(candidateKey));
  const without = examined.flatMap((one) =>
    one.status === 'measured' && one.blend === undefined ? [one.candidate] : [],
  );
  const blended = !without.some((candidate) => asked.has(candidateKey(candidate)));
  return {
    examined: blended
      ? examined.map((one) => (one.status === 'measured' ? byItsBlend(plan, one) : one))
      : examined,
    blended,
    without,
  };
}

function byItsBlend(plan: Plan, one: Measured): Measured {
  return one.blend === undefined
    ? one
    : { ...one, basis: one.blend, average: average(plan, one.blend.strata) };
}
