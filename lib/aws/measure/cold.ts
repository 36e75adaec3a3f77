import { payloadSequence } from '../../core/payload/shares.ts';
import { type ColdStarts, mostTries, samplesAsked } from '../../core/search/cold-starts.ts';
import { oneInvocation } from './one-invocation.ts';
import { pool } from './pool.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';
import type { Gate, Phase } from './warm.ts';

const RETIRE_WAIT_SECONDS = 600;

/**
 * Asks for cold starts in bursts of simultaneous invocations. Between bursts an update of the probe's
 * configuration retires its environments. Only what reports an init (or restore) is a cold start: ask for
 * n, try at most 2n, report what came. What was warm in a burst is a warm sample like any other.
 *
 * @param from how many tries were made in the calls before
 */
export async function measureCold(
  session: Session,
  tally: Tally,
  from: number,
  gate: Gate,
  { count, atOnce }: ColdStarts,
): Promise<Phase> {
  const { plan, work } = session;
  const sequence = payloadSequence(plan.payloadWeights, count);
  const planned = samplesAsked(plan, work);
  let next = from;
  const missing = () => count - tally.cold;
  while (missing() > 0 && next < mostTries(count) && !tally.hopeless(planned)) {
    if (!gate.mayGoOn()) return { next, done: false };
    await session.assertRunning();
    const isNew = next === 0 && work.earlier === undefined;
    const retired = isNew ? { ready: true as const } : await session.measured.retire(RETIRE_WAIT_SECONDS);
    if (!retired.ready) {
      tally.setBroken(retired.reason);
      break;
    }
    // Retiring may have taken minutes.
    if (!gate.mayGoOn()) return { next, done: false };
    const end = Math.min(next + Math.min(atOnce, missing()), mostTries(count));
    await pool(end - next, () => {
      if (next >= end) return undefined;
      const payload = sequence[next % sequence.length] ?? 0;
      if (!gate.mayBegin(payload)) return undefined;
      const index = next++;
      return () => oneInvocation(session, tally, index, payload);
    });
  }
  return { next, done: true };
}
