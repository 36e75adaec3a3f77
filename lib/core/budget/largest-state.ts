import type { Plan, Round, Work } from '../../contract/index.ts';
import { gridWork } from '../search/grid.ts';
import { pilotWork } from '../search/pilot.ts';

/** An amount with all its digits as JSON: 0.000001234567901234568. */
const LONG_AMOUNT = 1 / 810_000;
/** Lambda ends an init after 10 s; on a smaller size it counts several times. */
const LONGEST_INIT_MS = 1_000_000;

/** As many as were under way at once, at most. */
const MOST_KILLED = 1000;

type Draft = Omit<Plan, 'digestBytes'>;

/**
 * Plan and round when the state is at its largest: in the grid's own round. With a cost limit a pilot comes before
 * it, whose digest is carried along, and what it was billed and each candidate's share stand in plan and round.
 */
export function largestState(plan: Draft): {
  readonly plan: Draft;
  readonly round: Round;
  readonly carried: readonly Work[];
} {
  const work = gridWork(plan);
  if (plan.maxCost === undefined) return { plan, round: { number: 1, work }, carried: [] };
  const pilot = pilotWork(plan);
  const figures = {
    architecture: pilot.architecture,
    memoryMB: pilot.memoryMB,
    handlerMs: plan.payloadWeights.map(() => plan.target.timeoutSeconds * 1000),
    initMs: LONGEST_INIT_MS,
  };
  return {
    plan: { ...plan, pilot: figures, estimatedCost: LONG_AMOUNT },
    round: {
      number: 2,
      work: work.map((one) => ({ ...one, maxCost: LONG_AMOUNT, earlier: { killed: MOST_KILLED, calls: 1 } })),
    },
    carried: [pilot],
  };
}
