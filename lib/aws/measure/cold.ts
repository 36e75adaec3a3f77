import { payloadSequence } from '../../core/payload/shares.ts';
import { oneInvocation } from './one-invocation.ts';
import { pool } from './pool.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';
import type { Gate, Stretch } from './warm.ts';

const RETIRE_WAIT_SECONDS = 600;

/**
 * Asks for cold starts in bursts of simultaneous invocations. Between bursts an update of the probe's
 * configuration retires its environments. Only what reports an init (or restore) is a cold start: ask for
 * n, try at most 2n, report what came.
 */
export async function measureCold(
  session: Session,
  tally: Tally,
  from: number,
  gate: Gate,
): Promise<Stretch> {
  const { plan, work } = session;
  const sequence = payloadSequence(plan.payloadWeights, work.samples);
  const mostTries = 2 * work.samples;
  let next = from;
  const missing = () => work.samples - tally.cold;
  while (missing() > 0 && next < mostTries && !tally.hopeless(work.samples)) {
    if (!gate.mayGoOn()) return { next, done: false };
    await session.assertRunning();
    const isNew = next === 0 && work.earlier === undefined;
    const retired = isNew ? { ready: true as const } : await session.measured.retire(RETIRE_WAIT_SECONDS);
    if (!retired.ready) {
      tally.setBroken(retired.reason);
      break;
    }
    const end = Math.min(next + Math.min(plan.concurrency, missing()), mostTries);
    await pool(end - next, () => {
      if (next >= end) return undefined;
      const payload = sequence[next % sequence.length] ?? 0;
      if (!gate.mayAfford(payload)) return undefined;
      const index = next++;
      return () => oneInvocation(session, tally, index, payload);
    });
  }
  return { next, done: true };
}
