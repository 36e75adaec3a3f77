import { SECOND_WAVE_SAMPLES } from '../../core/digest/state-budget.ts';
import { payloadSequence } from '../../core/payload/shares.ts';
import { oneInvocation } from './one-invocation.ts';
import { pool } from './pool.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';

/** How a phase of measuring ended: at which invocation to go on, and whether there is anything to go on with. */
export interface Phase {
  readonly next: number;
  readonly done: boolean;
}

/** What has to be asked before an invocation begins. */
export interface Gate {
  /** Whether there is time for another, and room in the state. */
  readonly mayGoOn: () => boolean;
  /** Whether there is money for one with this payload. If so, it is taken to have begun. */
  readonly mayBegin: (payload: number) => boolean;
}

/**
 * Invokes until all samples have been asked for, the stage's time is up (then `done` is false), or more of
 * them would be of no use. `concurrency` at once; 1 is series.
 *
 * Invocations that all begin at once are all cold. Where that left hardly any warm sample, a second wave
 * goes to the environments that are warm now. A pilot is in series and has none.
 *
 * @param from how many were asked for in the calls before
 * @param tries invocations of the candidate that went before all of these
 */
export async function measureWarm(
  session: Session,
  tally: Tally,
  from: number,
  gate: Gate,
  tries = 0,
): Promise<Phase> {
  const { plan, work } = session;
  const onlyOnce = plan.dryRun || work.pilot === true;
  const concurrency = work.pilot === true ? 1 : plan.concurrency;
  const first = payloadSequence(plan.payloadWeights, work.samples);
  const second = payloadSequence(plan.payloadWeights, Math.min(work.samples, SECOND_WAVE_SAMPLES));
  let next = from;
  const send = (sequence: readonly number[], offset: number) => {
    const end = offset + sequence.length;
    return pool(concurrency, () => {
      if (next >= end || !gate.mayGoOn() || tally.hopeless(tries + end)) return undefined;
      const payload = sequence[next - offset] ?? 0;
      if (!gate.mayBegin(payload)) return undefined;
      const index = tries + next++;
      return async () => {
        await session.assertRunning();
        await oneInvocation(session, tally, index, payload);
      };
    });
  };
  if (next < first.length) await send(first, 0);
  if (next < first.length) return { next, done: tally.hopeless(tries + first.length) };
  // Once begun, it goes on in the next call too, however many warm samples have come.
  const wanted = next > first.length || tally.warm < work.samples / 2;
  const end = first.length + second.length;
  if (concurrency > 1 && !onlyOnce && wanted) {
    if (next < end) await send(second, first.length);
    if (next < end) return { next, done: tally.hopeless(tries + end) };
  }
  if (onlyOnce || tally.hopeless(tries + next)) return { next, done: true };
  return { next, done: await measureMissing(session, tally, tries + next, gate) };
}

/**
 * A payload that is rare may have been sent only to an environment that was cold: it is sent once more, so
 * that it doesn't fall out of the averages.
 * @returns whether there was time for all of them
 */
async function measureMissing(session: Session, tally: Tally, index: number, gate: Gate): Promise<boolean> {
  const { plan } = session;
  if (plan.payloadWeights.length === 1) return true;
  const missing = tally.payloadsWithoutWarm(plan.payloadWeights.length);
  let sent = 0;
  await pool(plan.concurrency, () => {
    const payload = missing[sent];
    if (payload === undefined || !gate.mayGoOn() || tally.hopeless(index + missing.length)) return undefined;
    if (!gate.mayBegin(payload)) return undefined;
    sent++;
    return async () => {
      await session.assertRunning();
      await oneInvocation(session, tally, index, payload);
    };
  });
  return sent === missing.length || tally.hopeless(index + missing.length);
}
