import type { AnySample, Candidate, Digest } from '../../contract/index.ts';
import { shortenExample, shortenReason } from '../../core/digest/failures.ts';
import { errorName } from '../error-text.ts';
import type { Session } from './session.ts';

/** Part of what is kept of the stage's time for the digest. */
const WRITE_MS = 10_000;

/**
 * Puts the raw samples of this call into the results bucket, where the stack has one.
 * @param digest with all of this call; its `calls` counts it
 * @returns the digest. What could not be written costs no sample: it says so.
 */
export async function withRawSamples(
  { plan, work, s3, signal }: Session,
  samples: readonly AnySample[],
  digest: Digest,
): Promise<Digest> {
  const { resultsBucket, onlyResult } = plan;
  if (resultsBucket === undefined || onlyResult || samples.length === 0) return digest;
  const body = samples.map((sample) => `${JSON.stringify(rawSample(work, sample, plan))}\n`).join('');
  const call = (work.earlier?.calls ?? 0) + digest.calls;
  const timeout = AbortSignal.timeout(WRITE_MS);
  try {
    const abort = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const { putSamples } = await import('../results.ts');
    await putSamples(await s3(), { ...plan, resultsBucket }, { candidate: work, call, body }, abort);
    return digest;
  } catch (error) {
    const count = (digest.notWritten?.count ?? 0) + samples.length;
    return { ...digest, notWritten: { count, reason: shortenReason(errorName(error)) } };
  }
}

/**
 * One line: the candidate, then all that is known of the invocation. Never the payload, and what the function said
 * when it failed only where payloads may be logged.
 */
export function rawSample(
  { architecture, memoryMB }: Candidate,
  sample: AnySample,
  { disablePayloadLogs }: { readonly disablePayloadLogs: boolean },
): Readonly<Record<string, unknown>> {
  const { outcome, payload, time, start, durationMs, initMs, restoreMs, billedMs, maxMemoryUsedMB } = sample;
  const failure =
    sample.outcome === 'succeeded'
      ? {}
      : {
          reason: shortenReason(sample.reason),
          ...(disablePayloadLogs ? {} : { error: shortenExample(sample.example) }),
        };
  // JSON leaves out what is undefined.
  return {
    architecture,
    memoryMB,
    payload,
    time,
    outcome,
    ...failure,
    start,
    durationMs,
    initMs,
    restoreMs,
    billedMs,
    maxMemoryUsedMB,
  };
}
