import type { PilotFigures, Plan, Round, SearchPlan, Work } from '../../contract/index.ts';
import { distinct } from '../search/distinct.ts';
import { gridWork } from '../search/grid.ts';
import { MOST_ROUNDS } from '../search/next-step.ts';
import { pilotWork } from '../search/pilot.ts';
import { MOST_CANDIDATES } from '../search/promising.ts';
import { isSearching, sizesOf } from '../search/sizes.ts';

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
  if (isSearching(plan)) return largestOfSearch(plan);
  const work = gridWork(plan);
  if (plan.maxCost === undefined) return { plan, round: { number: 1, work }, carried: [] };
  const pilot = pilotWork(plan);
  return {
    plan: { ...plan, pilot: longFigures(plan), estimatedCost: LONG_AMOUNT },
    round: {
      number: 2,
      work: work.map((one) => ({ ...one, maxCost: LONG_AMOUNT, earlier: { killed: MOST_KILLED, calls: 1 } })),
    },
    carried: [pilot],
  };
}

function longFigures(plan: Draft): PilotFigures {
  const { architecture, memoryMB } = pilotWork(plan);
  return {
    architecture,
    memoryMB,
    handlerMs: plan.payloadWeights.map(() => plan.target.timeoutSeconds * 1000),
    initMs: LONGEST_INIT_MS,
  };
}

/** A sentence about a round, in bytes. */
const LONG_WHY = 'x'.repeat(600);

/** Every size that may be tried, each with as many samples as it may have, and everything said of it. */
function largestOfSearch(plan: Draft & { readonly search: SearchPlan }): ReturnType<typeof largestState> {
  const { search, num, maxCost } = plan;
  const candidates = search.architectures
    .flatMap((architecture) => sizesOf(search).map((memoryMB) => ({ architecture, memoryMB })))
    .slice(0, MOST_CANDIDATES);
  const all = distinct([...plan.candidates, ...candidates]);
  const why = Array.from({ length: MOST_ROUNDS + 1 }, () => ({ round: MOST_ROUNDS, decision: LONG_WHY }));
  const earlier = { killed: MOST_KILLED, calls: MOST_ROUNDS, measured: true };
  const samples = Math.min(num, search.maxInvocations);
  const limited = maxCost === undefined ? {} : { maxCost: LONG_AMOUNT };
  return {
    plan: {
      ...plan,
      candidates: all,
      search: {
        ...search,
        asked: search.maxInvocations,
        why,
        outcome: { stopped: 'max-invocations', sure: 1 / 3 },
      },
      ...(maxCost === undefined ? {} : { pilot: longFigures(plan), estimatedCost: LONG_AMOUNT }),
    },
    round: { number: MOST_ROUNDS, work: all.map((one) => ({ ...one, samples, earlier, ...limited })) },
    carried: [],
  };
}
