import { payloadSequence } from '../../core/payload/shares.ts';
import { oneInvocation } from './one-invocation.ts';
import { pool } from './pool.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';

/** How a stretch of measuring ended: at which invocation to go on, and whether there is anything to go on with. */
export interface Stretch {
  readonly next: number;
  readonly done: boolean;
}

/**
 * Invokes until all samples have been asked for, the stage's time is up (then `done` is false), or more of
 * them would be of no use. `concurrency` at once; 1 is series.
 *
 * Invocations that all begin at once are all cold. Where that left hardly any warm sample, the same
 * invocations are sent once more to the environments that are warm now.
 */
export async function measureWarm(
  session: Session,
  tally: Tally,
  from: number,
  mayBegin: () => boolean,
): Promise<Stretch> {
  const { plan, work } = session;
  const sequence = payloadSequence(plan.payloadWeights, work.samples);
  const wave = (planned: number, start: number) => {
    let next = start;
    return pool(plan.concurrency, () => {
      if (next >= planned || !mayBegin() || tally.hopeless(planned)) return undefined;
      const index = next++;
      return async () => {
        await session.assertRunning();
        await oneInvocation(session, tally, index, sequence[index % sequence.length] ?? 0);
      };
    }).then(() => next);
  };
  let next = from;
  if (next < work.samples) next = await wave(work.samples, next);
  const stopped = () => tally.hopeless(next) || plan.dryRun;
  if (
    next >= work.samples &&
    !stopped() &&
    plan.concurrency > 1 &&
    needsSecondWave(tally, next, work.samples)
  ) {
    next = await wave(2 * work.samples, next);
    return { next, done: next >= 2 * work.samples || stopped() };
  }
  return { next, done: next >= work.samples || stopped() };
}

/** Begun, or needed because under half of the first wave was warm. */
function needsSecondWave(tally: Tally, next: number, samples: number): boolean {
  return next > samples || tally.warm < samples / 2;
}
