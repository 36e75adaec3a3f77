import type { ExecutorResult } from '../../contract/index.ts';
import { neededMs } from '../../core/budget/needed-time.ts';
import { emptyDigest } from '../../core/digest/digest.ts';
import { Allowance } from './allowance.ts';
import { outOfMoney, outOfRoom, outOfTime } from './cut-short.ts';
import { BEGINNING, measurePhases } from './phases.ts';
import { withRawSamples } from './raw-samples.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';

/** A new function is Pending for seconds, in a VPC or with SnapStart for minutes. */
const ACTIVE_WAIT_SECONDS = 600;

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
  const isOutOfTime = () => session.now().getTime() - Date.parse(since) > plan.candidateTimeoutSeconds * 1000;
  let begun = false;
  let full = false;
  const mayGoOn = () => {
    // The first one always: a call that begins nothing would be made again for ever.
    const enough = !begun || session.remainingMs() > needed;
    if (!enough || isOutOfTime() || session.signal?.aborted || allowance?.exhausted === true) return false;
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
  const result = { next: stretch.next, since };
  if (stretch.done) return { ...result, done: true, digest };
  if (allowance?.exhausted) return { ...result, done: true, digest: outOfMoney(plan, work, digest) };
  if (full) return { ...result, done: true, digest: outOfRoom(plan, work, digest) };
  if (isOutOfTime()) return { ...result, done: true, digest: outOfTime(plan, work, digest) };
  return { ...result, done: false, digest };
}
