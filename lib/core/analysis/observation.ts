import type { Digest, Plan, Sample } from '../../contract/index.ts';
import { unpackStrata } from '../digest/strata.ts';
import { invocationCost } from '../pricing/cost.ts';
import { priceOf } from '../pricing/price-of.ts';

/** One invocation as it is described and compared. */
export interface Observation {
  readonly payload: number;
  /** The handler's time. */
  readonly durationMs: number;
  /** Init or restore; 0 for a warm one. */
  readonly initMs: number;
  /** What is billed. */
  readonly billedMs: number;
  /** What it cost, in the currency of the prices. */
  readonly cost: number;
}

/** The observations of one candidate, warm and cold apart. */
export interface Observations {
  readonly warm: readonly Observation[];
  readonly cold: readonly Observation[];
}

/** Unpacks a digest and prices each invocation by what it was billed. */
export function observe(plan: Plan, digest: Digest): Observations {
  const samples = unpackStrata(digest.strata);
  const priced = (start: Sample['start']) =>
    samples
      .filter((sample) => sample.start === start)
      .map(({ payload, durationMs, initMs = 0, billedMs }) => ({
        payload,
        durationMs,
        initMs,
        billedMs,
        cost: costOf(plan, digest, billedMs),
      }));
  return { warm: priced('warm'), cold: priced('cold') };
}

/** What an invocation of this candidate costs that is billed so many milliseconds. */
export function costOf(
  plan: Plan,
  { architecture, memoryMB }: Pick<Digest, 'architecture' | 'memoryMB'>,
  billedMs: number,
): number {
  return invocationCost(priceOf(plan.prices, architecture), {
    memoryMB,
    billedMs,
    ephemeralStorageMB: plan.target.ephemeralStorageMB,
  });
}
