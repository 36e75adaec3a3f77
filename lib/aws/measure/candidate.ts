import type { Digest, ExecutorResult, Work } from '../../contract/index.ts';
import { neededMs } from '../../core/budget/needed-time.ts';
import { emptyDigest } from '../../core/digest/digest.ts';
import { Allowance } from './allowance.ts';
import { measureCold } from './cold.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';
import { measureWarm } from './warm.ts';

/** A new function is Pending for seconds, in a VPC or with SnapStart for minutes. */
const ACTIVE_WAIT_SECONDS = 600;
/** A digest that can't grow by this much is full. */
const ROOM_FOR_ONE_MORE = 256;
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
  const failed = (reason: string): ExecutorResult => ({
    done: true,
    digest: { ...before, status: 'failed', reason, calls: before.calls + 1 },
    next: progress?.next ?? 0,
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
    return { done: false, digest, next: progress?.next ?? 0, since };
  }

  const allowance = Allowance.of({ plan, work, before });
  const tally = new Tally(before, allowance);
  const outOfTime = () => session.now().getTime() - Date.parse(since) > plan.candidateTimeoutSeconds * 1000;
  const full = () => tally.bytes > plan.digestBytes;
  let begun = false;
  const mayGoOn = () => {
    // The first one always: a call that begins nothing would be made again for ever.
    const enough = !begun || session.remainingMs() > needed;
    begun = true;
    return enough && !outOfTime() && !full() && !session.signal?.aborted && allowance?.exhausted !== true;
  };
  const mayAfford = (payload: number) => allowance?.mayBegin(payload) ?? true;
  const measure = plan.onlyColdStarts && !plan.dryRun && !work.pilot ? measureCold : measureWarm;
  const stretch = await measure(session, tally, progress?.next ?? 0, { mayGoOn, mayAfford });
  session.signal?.throwIfAborted();
  const digest = tally.digest(plan, work);
  const result = { next: stretch.next, since };
  if (!stretch.done && allowance?.exhausted) {
    return { ...result, done: true, digest: outOfMoney(digest, work.samples) };
  }
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
  const samples = digest.strata.reduce((sum, { warm, cold }) => sum + (warm?.n ?? 0) + (cold?.n ?? 0), 0);
  return { ...digest, status: samples < MIN_DESCRIBED ? 'failed' : digest.status, reason };
}
