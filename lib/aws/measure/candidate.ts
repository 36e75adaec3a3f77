import type { Digest, ExecutorResult } from '../../contract/index.ts';
import { neededMs } from '../../core/budget/needed-time.ts';
import { sampleCount } from '../../core/digest/count.ts';
import { emptyDigest } from '../../core/digest/digest.ts';
import { samplesAsked } from '../../core/search/cold-starts.ts';
import { Allowance } from './allowance.ts';
import { BEGINNING, measurePhases } from './phases.ts';
import { withRawSamples } from './raw-samples.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';

/** A new function is Pending for seconds, in a VPC or with SnapStart for minutes. */
const ACTIVE_WAIT_SECONDS = 600;
/** From so few successes on, a candidate that ran out of time or money is still described. */
const MIN_DESCRIBED = 5;

/**
 * Measures one candidate for as long as this stage may run.
 * @param progress what the call before this one handed back, or null
 * @returns `done: false` where the stage's time was up before all samples came: call again with it.
 * @throws ExecutionStopped, ProcessorFailed
 */
export async function measureCandidate(
  session: Session,
  progress: ExecutorResult | null,
): Promise<ExecutorResult> {
  const { plan, work } = session;
  const since = progress?.since ?? session.now().toISOString();
  const before = progress?.digest ?? emptyDigest(work, work.earlier?.killed);
  const from = progress?.next ?? BEGINNING;
  const failed = (reason: string): ExecutorResult => ({
    done: true,
    digest: { ...before, status: 'failed', reason, calls: before.calls + 1 },
    next: from,
    since,
  });
  if (work.refused !== undefined) return failed(work.refused);
  const needed = neededMs(plan);
  const hadTime = session.remainingMs() > needed;
  const active = await session.measured.ready(ACTIVE_WAIT_SECONDS);
  if (!active.ready) return failed(active.reason);
  if (hadTime && session.remainingMs() <= needed) {
    // The waiting took it: the next call finds the probe active and has all of its time.
    const digest = { ...before, calls: before.calls + 1 };
    return { done: false, digest, next: from, since };
  }

  const allowance = Allowance.of({ plan, work, before });
  const tally = new Tally(before, { allowance, digestBytes: plan.digestBytes });
  const outOfTime = () => session.now().getTime() - Date.parse(since) > plan.candidateTimeoutSeconds * 1000;
  let begun = false;
  let full = false;
  const mayGoOn = () => {
    // The first one always: a call that begins nothing would be made again for ever.
    const enough = !begun || session.remainingMs() > needed;
    if (!enough || outOfTime() || session.signal?.aborted || allowance?.exhausted === true) return false;
    full ||= !tally.hasRoom();
    return !full;
  };
  const mayBegin = (payload: number) => {
    const affordable = allowance?.mayBegin(payload) ?? true;
    begun ||= affordable;
    return affordable;
  };
  const stretch = await measurePhases(session, tally, from, { mayGoOn, mayBegin });
  session.signal?.throwIfAborted();
  const digest = await withRawSamples(session, tally.samples, tally.digest(plan, work));
  const asked = samplesAsked(plan, work);
  const result = { next: stretch.next, since };
  if (stretch.done) return { ...result, done: true, digest };
  if (allowance?.exhausted) return { ...result, done: true, digest: outOfMoney(digest, asked) };
  if (full) return { ...result, done: true, digest: { ...digest, reason: fullReason(digest, asked) } };
  if (outOfTime()) {
    return { ...result, done: true, digest: timedOut(digest, plan.candidateTimeoutSeconds, asked) };
  }
  return { ...result, done: false, digest };
}

function fullReason({ invocations }: Digest, asked: number): string {
  return `stopped after ${invocations} of ${asked} invocations: the state has no room for more samples, condensed ones neither`;
}

/** The candidate's own time limit passed. */
function timedOut(digest: Digest, limitSeconds: number, asked: number): Digest {
  return cutShort(
    digest,
    `candidateTimeoutSeconds (${limitSeconds}) passed after ${digest.invocations} of ${asked} invocations`,
  );
}

/** More would have passed the candidate's share of `maxCostUsd`. */
function outOfMoney(digest: Digest, asked: number): Digest {
  const made = digest.invocations;
  const reason = `its share of maxCostUsd was spent after ${made} of ${asked} invocations`;
  return { ...cutShort(digest, reason), costLimited: { made, asked } };
}

/** What came is kept where it is enough to describe the candidate. */
function cutShort(digest: Digest, reason: string): Digest {
  return { ...digest, status: sampleCount(digest) < MIN_DESCRIBED ? 'failed' : digest.status, reason };
}
