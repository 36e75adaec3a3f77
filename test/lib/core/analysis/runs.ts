import type { Candidate, Digest, LostDigest, Plan, Sample } from '../../../../lib/contract/index.ts';
import { appendSamples, emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { pricesFor } from '../../../../lib/core/pricing/prices.ts';
import { planWith } from '../../../support/plan.ts';

/** GB-seconds of us-east-1, by which expected costs are reckoned by hand. */
export const GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 } as const;
export const REQUEST = 2e-7;

export function x86(memoryMB: number): Candidate {
  return { architecture: 'x86_64', memoryMB };
}

export function arm(memoryMB: number): Candidate {
  return { architecture: 'arm64', memoryMB };
}

/** By hand: what an invocation costs in us-east-1. */
export function price({ architecture, memoryMB }: Candidate, billedMs: number): number {
  return (billedMs / 1000) * (memoryMB / 1024) * GB_SECOND[architecture] + REQUEST;
}

/** A plan for us-east-1 without a baseline, unless the changes name one. */
export function planOf(candidates: readonly Candidate[], changes: Partial<Plan> = {}): Plan {
  const { baseline: _, ...plan } = planWith();
  const prices = pricesFor('us-east-1', ['x86_64', 'arm64']);
  return { ...plan, candidates: [...candidates], prices, ...changes };
}

export function warm(durationMs: number, payload = 0): Sample {
  return { outcome: 'succeeded', start: 'warm', durationMs, billedMs: Math.ceil(durationMs), payload };
}

export function cold(durationMs: number, initMs: number, payload = 0): Sample {
  const billedMs = Math.ceil(durationMs + initMs);
  return { outcome: 'succeeded', start: 'cold', durationMs, initMs, billedMs, payload };
}

/** A cold start from a snapshot; the restore is billed in full, which none is. */
export function restored(durationMs: number, restoreMs: number, payload = 0): Sample {
  const billedMs = Math.ceil(durationMs + restoreMs);
  return { outcome: 'succeeded', start: 'cold', durationMs, restoreMs, billedMs, payload };
}

/** A digest as one call of the Executor makes it. */
export function digestOf(
  candidate: Candidate,
  samples: readonly Sample[],
  changes: Partial<Digest> = {},
): Digest {
  return {
    ...appendSamples(emptyDigest(candidate), samples),
    invocations: samples.length,
    billedMs: samples.reduce((sum, { billedMs }) => sum + billedMs, 0),
    calls: 1,
    ...changes,
  };
}

/** A digest of warm samples of one payload. */
export function warmDigest(candidate: Candidate, ...durationsMs: number[]): Digest {
  return digestOf(
    candidate,
    durationsMs.map((durationMs) => warm(durationMs)),
  );
}

export function lostDigest(candidate: Candidate, error = 'States.Timeout'): LostDigest {
  return { work: { ...candidate, samples: 10 }, lost: { Error: error, Cause: 'a secret' }, progress: null };
}
