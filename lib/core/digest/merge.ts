import type { Digest } from '../../contract/index.ts';
import { failedTooOften, mergeFailures } from './failures.ts';
import { leastReal } from './least-real.ts';
import { mergeStrata } from './strata.ts';

/**
 * One digest of two rounds of the same candidate: what both made, each counted once, the earlier samples first.
 *
 * What the later round says of the candidate holds, with two exceptions: what was not measurable once stays so,
 * and failures that neither round minds may be too many together.
 */
export function mergeDigests(earlier: Digest, later: Digest): Digest {
  const { architecture, memoryMB, killed } = later;
  const source = later.source ?? earlier.source;
  const costLimited = later.costLimited ?? earlier.costLimited;
  const used = [earlier.maxMemoryUsedMB, later.maxMemoryUsedMB].filter((mostMB) => mostMB !== undefined);
  const counts = {
    invocations: earlier.invocations + later.invocations,
    failures: mergeFailures(earlier.failures, later.failures),
  };
  return {
    architecture,
    memoryMB,
    ...verdict(earlier, later, counts),
    measuredBy: leastReal([earlier.measuredBy, later.measuredBy]),
    ...(source === undefined ? {} : { source }),
    ...counts,
    billedMs: earlier.billedMs + later.billedMs,
    calls: earlier.calls + later.calls,
    strata: mergeStrata(earlier.strata, later.strata),
    repeatedInits: earlier.repeatedInits + later.repeatedInits,
    ...(used.length === 0 ? {} : { maxMemoryUsedMB: Math.max(...used) }),
    ...(killed === undefined ? {} : { killed }),
    ...(costLimited === undefined ? {} : { costLimited }),
    ...notWritten(earlier, later),
  };
}

function notWritten(...digests: readonly Digest[]): Pick<Digest, 'notWritten'> {
  const known = digests.flatMap((digest) => digest.notWritten ?? []);
  const [first] = known;
  if (first === undefined) return {};
  return { notWritten: { ...first, count: known.reduce((sum, { count }) => sum + count, 0) } };
}

function verdict(
  earlier: Digest,
  later: Digest,
  counts: Pick<Digest, 'invocations' | 'failures'>,
): Pick<Digest, 'status' | 'reason'> {
  if (earlier.status === 'not-measurable') return said(earlier);
  if (later.status !== 'measured') return said(later);
  const failed = failedTooOften(counts);
  if (failed !== undefined) return { status: 'failed', reason: failed };
  const reason = later.reason ?? (earlier.status === 'measured' ? earlier.reason : undefined);
  return { status: 'measured', ...(reason === undefined ? {} : { reason }) };
}

function said({ status, reason }: Digest): Pick<Digest, 'status' | 'reason'> {
  return { status, ...(reason === undefined ? {} : { reason }) };
}
