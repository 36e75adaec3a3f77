import type { ExecutorResult } from '../../contract/index.ts';
import { coldStartsOf, warmSamplesOf } from '../../core/search/cold-starts.ts';
import { measureCold } from './cold.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';
import { type Gate, measureWarm } from './warm.ts';

type Next = ExecutorResult['next'];

/** How measuring a candidate ended: where to go on, and whether there is anything to go on with. */
export interface Stretch {
  readonly next: Next;
  readonly done: boolean;
}

/** Of nothing anything has been asked for yet. */
export const BEGINNING: Next = { tries: 0, samples: 0 };

/**
 * Measures what a candidate is asked for: cold starts first, where there are to be some, while the probe is fresh;
 * then the warm samples, in the environments that are left of them.
 */
export async function measurePhases(
  session: Session,
  tally: Tally,
  from: Next,
  gate: Gate,
): Promise<Stretch> {
  const { plan, work } = session;
  const coldStarts = coldStartsOf(plan, work);
  let { tries } = from;
  // Once warm samples have been asked for, the cold starts are over, however many came.
  if (coldStarts !== undefined && from.samples === 0) {
    const cold = await measureCold(session, tally, tries, gate, coldStarts);
    tries = cold.next;
    if (!cold.done) return { next: { tries, samples: 0 }, done: false };
  }
  if (warmSamplesOf(plan, work) === 0) return { next: { tries, samples: 0 }, done: true };
  const warm = await measureWarm(session, tally, from.samples, gate, tries);
  return { next: { tries, samples: warm.next }, done: warm.done };
}
