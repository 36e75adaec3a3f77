import type { ExecutorResult, Sample, Work } from '../../lib/contract/index.ts';
import { appendSamples, emptyDigest } from '../../lib/core/digest/digest.ts';

/** What an Executor hands back that measured a slow function many times. */
function executorResult(work: Work, samples: readonly Sample[]): ExecutorResult {
  const digest = { ...appendSamples(emptyDigest(work), samples), invocations: samples.length, calls: 1 };
  return {
    done: true,
    digest,
    next: { tries: 0, samples: samples.length },
    since: new Date(0).toISOString(),
  };
}

function sample(index: number, cold: boolean): Sample {
  const durationMs = 9000 + ((index * 7919) % 100_000) / 100;
  const initMs = 300 + (index % 97);
  return cold
    ? {
        outcome: 'succeeded',
        start: 'cold',
        initMs,
        durationMs,
        billedMs: Math.ceil(durationMs + initMs),
        maxMemoryUsedMB: 100,
        payload: 0,
      }
    : {
        outcome: 'succeeded',
        start: 'warm',
        durationMs,
        billedMs: Math.ceil(durationMs),
        maxMemoryUsedMB: 100,
        payload: 0,
      };
}

/** A tenth of it cold. */
export function mixedDigest(work: Work, n: number): ExecutorResult {
  return executorResult(
    work,
    Array.from({ length: n }, (_, index) => sample(index, index % 10 === 0)),
  );
}

export function coldDigest(work: Work, n: number): ExecutorResult {
  return executorResult(
    work,
    Array.from({ length: n }, (_, index) => sample(index, true)),
  );
}
