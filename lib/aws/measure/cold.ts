import { payloadSequence } from '../../core/payload/shares.ts';
import { type Readiness, retireEnvironments } from '../probe.ts';
import { probeName } from '../probe-name.ts';
import { oneInvocation } from './one-invocation.ts';
import { pool } from './pool.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';
import type { Stretch } from './warm.ts';

const RETIRE_WAIT_SECONDS = 300;

/**
 * Asks for cold starts in bursts of simultaneous invocations. Between bursts an update of the probe's
 * configuration retires its environments. Only what reports an init (or restore) is a cold start: ask for
 * n, try at most 2n, report what came.
 */
export async function measureCold(
  session: Session,
  tally: Tally,
  from: number,
  mayBegin: () => boolean,
): Promise<Stretch> {
  const { plan, work } = session;
  const sequence = payloadSequence(plan.payloadWeights, work.samples);
  const mostTries = 2 * work.samples;
  let next = from;
  const missing = () => work.samples - tally.cold;
  while (missing() > 0 && next < mostTries && !tally.hopeless(work.samples)) {
    if (!mayBegin()) return { next, done: false };
    await session.assertRunning();
    const retired = next === 0 ? { ready: true as const } : await retire(session, next);
    if (!retired.ready) {
      tally.setBroken(retired.reason);
      break;
    }
    const end = Math.min(next + Math.min(plan.concurrency, missing()), mostTries);
    await pool(end - next, () => {
      if (next >= end) return undefined;
      const index = next++;
      return () => oneInvocation(session, tally, index, sequence[index % sequence.length] ?? 0);
    });
  }
  return { next, done: true };
}

function retire(session: Session, burst: number): Promise<Readiness> {
  const { controlPlane, plan, work, assertRunning } = session;
  const functionName = probeName(plan.probePrefix, work);
  return retireEnvironments(controlPlane, functionName, burst, RETIRE_WAIT_SECONDS, assertRunning);
}
