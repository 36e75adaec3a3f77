import type { Digest, ExecutorResult, Work } from '../../contract/index.ts';
import { emptyDigest } from '../../core/digest/digest.ts';
import { waitActive } from '../probe.ts';
import { probeName } from '../probe-name.ts';
import { measureCold } from './cold.ts';
import { neededMs } from './needed-time.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';
import { measureWarm } from './warm.ts';

/** A new function is Pending for seconds, in a VPC for minutes. */
const ACTIVE_WAIT_SECONDS = 300;
/** A digest that can't grow by this much is full. */
const ROOM_FOR_ONE_MORE = 256;
/** From so few successes on, a candidate that ran out of time is still described. */
const MIN_DESCRIBED = 5;

/**
 * Measures one candidate for as long as this stage may run.
 * @param progress what the call before this one handed back, or null
 * @returns `done: false` where the stage's time was up before all samples came: call again with it.
 */
export async function measureCandidate(
  session: Session,
  progress: ExecutorResult | null,
): Promise<ExecutorResult> {
  const { plan, work } = session;
  const since = progress?.since ?? session.now().toISOString();
  const before =
    progress?.digest ?? emptyDigest({ architecture: work.architecture, memoryMB: work.memoryMB });
  const failed = (reason: string): ExecutorResult => ({
    done: true,
    digest: { ...before, status: 'failed', reason, calls: before.calls + 1 },
    next: progress?.next ?? 0,
    since,
    repeats: 0,
  });
  if (work.refused !== undefined) return failed(work.refused);
  const needed = neededMs(plan);
  const hadTime = session.remainingMs() > needed;
  const active = await waitActive(
    session.controlPlane,
    probeName(plan.probePrefix, work),
    ACTIVE_WAIT_SECONDS,
    session.assertRunning,
  );
  if (!active.ready) return failed(active.reason);
  if (hadTime && session.remainingMs() <= needed) {
    // The waiting took it: the next call finds the probe active and has all of its time.
    return { done: false, digest: before, next: progress?.next ?? 0, since, repeats: progress?.repeats ?? 0 };
  }

  const tally = new Tally(before, progress?.repeats);
  const outOfTime = () => session.now().getTime() - Date.parse(since) > plan.candidateTimeoutSeconds * 1000;
  const full = () => tally.bytes > plan.digestBytes;
  let begun = false;
  const mayBegin = () => {
    // The first one always: a call that begins nothing would be made again for ever.
    const enough = !begun || session.remainingMs() > needed;
    begun = true;
    return enough && !outOfTime() && !full() && !session.signal?.aborted;
  };
  const measure = plan.onlyColdStarts && !plan.dryRun ? measureCold : measureWarm;
  const stretch = await measure(session, tally, progress?.next ?? 0, mayBegin);
  session.signal?.throwIfAborted();
  const digest = tally.digest(plan, work);
  const result = { next: stretch.next, since, repeats: tally.pendingRepeats };
  if (!stretch.done && full() && bytes(digest) + ROOM_FOR_ONE_MORE > plan.digestBytes) {
    return { ...result, done: true, digest: { ...digest, reason: fullReason(digest, work) } };
  }
  if (!stretch.done && outOfTime()) {
    return { ...result, done: true, digest: timedOut(digest, plan.candidateTimeoutSeconds, work.samples) };
  }
  return { ...result, done: stretch.done, digest };
}

function bytes(digest: Digest): number {
  return Buffer.byteLength(JSON.stringify(digest));
}

function fullReason(digest: Digest, work: Work): string {
  return `stopped after ${digest.invocations} of ${work.samples} invocations: the state has no room for more samples`;
}

/** The candidate's own time limit passed: what came is kept where it is enough to describe it. */
function timedOut(digest: Digest, limitSeconds: number, asked: number): Digest {
  const samples = digest.strata.reduce((sum, { warm, cold }) => sum + (warm?.n ?? 0) + (cold?.n ?? 0), 0);
  const reason = `candidateTimeoutSeconds (${limitSeconds}) passed after ${digest.invocations} of ${asked} invocations`;
  return { ...digest, status: samples < MIN_DESCRIBED ? 'failed' : digest.status, reason };
}
