import type { Digest, LostDigest, PilotFigures, Plan, Sample } from '../../contract/index.ts';
import { unpackStrata } from '../digest/strata.ts';

/**
 * What the pilot says of an invocation: for each payload what its handler was billed, and what an init was
 * billed beside it, in ms. A cold sample is billed ceil(duration + init): its handler's part is ceil(duration).
 *
 * A payload without a sample (its invocation failed) counts what all that gave no sample were billed together,
 * and the target's whole timeout where that isn't known: it was never sent, or the Executor was lost.
 */
export function pilotFigures(plan: Plan, back: Digest | LostDigest): PilotFigures {
  const digest = 'lost' in back ? back.progress?.digest : back;
  const { architecture, memoryMB } = 'lost' in back ? back.work : back;
  const samples = digest === undefined ? [] : unpackStrata(digest.strata);
  const withoutSample = 'lost' in back ? 0 : back.billedMs - sum(samples.map(({ billedMs }) => billedMs));
  const allSent = !('lost' in back) && back.invocations >= plan.payloadWeights.length;
  const unknownMs = allSent && withoutSample > 0 ? withoutSample : plan.target.timeoutSeconds * 1000;
  return {
    architecture,
    memoryMB,
    handlerMs: plan.payloadWeights.map((_, payload) => {
      const billed = samples.filter((sample) => sample.payload === payload).map(handlerMs);
      return billed.length === 0 ? unknownMs : Math.max(...billed);
    }),
    initMs: Math.max(0, ...samples.map((sample) => sample.billedMs - handlerMs(sample))),
  };
}

/** What of a sample's billed milliseconds is its handler's: all of a warm one's, without the init of a cold one. */
export function handlerMs({ start, durationMs, billedMs }: Sample): number {
  return start === 'cold' ? Math.min(billedMs, Math.max(1, Math.ceil(durationMs))) : billedMs;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
