import { beforeHandlerMs, type Digest, type Plan, type Sample } from '../../contract/index.ts';
import { unpackStrata } from '../digest/strata.ts';
import { invocationCost } from '../pricing/cost.ts';
import { priceOf } from '../pricing/price-of.ts';
import { coldStartSurcharge } from '../pricing/restores-cost.ts';

/** One invocation as it is described and compared. */
export interface Observation {
  readonly payload: number;
  /** The handler's time. */
  readonly durationMs: number;
  /** Init or restore; 0 for a warm one. */
  readonly initMs: number;
  /** Whether that is a restore. */
  readonly restored: boolean;
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

/**
 * Unpacks a digest and prices each invocation by what it was billed. Of samples that are condensed there are as many
 * observations as there were invocations, as they may have been (lib/core/digest/condensed.ts): mean and variance of
 * each number are exact, quantiles within the sketch's error, and their order says nothing.
 */
export function observe(plan: Plan, digest: Digest): Observations {
  const samples = unpackStrata(digest.strata);
  const priced = (start: Sample['start']) =>
    samples
      .filter((sample) => sample.start === start)
      .map((sample) => ({
        payload: sample.payload,
        durationMs: sample.durationMs,
        initMs: beforeHandlerMs(sample),
        restored: sample.restoreMs !== undefined,
        billedMs: sample.billedMs,
        cost: costOf(plan, digest, sample.billedMs) + restoringCost(plan, digest, sample),
      }));
  return { warm: priced('warm'), cold: priced('cold') };
}

/** What a cold start from a snapshot costs beside its invocation; 0 for others, and where nothing is charged for it. */
function restoringCost(plan: Plan, { memoryMB }: Pick<Digest, 'memoryMB'>, { restoreMs }: Sample): number {
  return restoreMs === undefined ? 0 : coldStartSurcharge(plan, memoryMB);
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
