import type { Candidate, Plan, Round, Work } from '../../contract/index.ts';
import { runnable } from './grid.ts';

type PilotPlan = Pick<Plan, 'target' | 'candidates' | 'baseline' | 'skipped' | 'payloadWeights'>;

/**
 * The round from which the cost of a run is estimated before the rest of it is begun: one invocation of each
 * payload on the current configuration. Without a baseline it is the candidate of the target's own architecture
 * whose memory size is nearest to the current one, or the first candidate where there is none of it.
 */
export function pilotWork(plan: PilotPlan): Work {
  const { architecture, memoryMB } = plan.baseline ?? nearestTo(plan.target, runnable(plan)) ?? plan.target;
  return { architecture, memoryMB, samples: plan.payloadWeights.length, pilot: true };
}

export function isPilot({ work }: Round): boolean {
  return work.some(({ pilot }) => pilot === true);
}

/** Of two that are as near, the one that comes first. */
function nearestTo(target: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  const own = candidates.filter(({ architecture }) => architecture === target.architecture);
  const distance = ({ memoryMB }: Candidate) => Math.abs(memoryMB - target.memoryMB);
  const [nearest] = own.toSorted((a, b) => distance(a) - distance(b));
  return nearest ?? candidates[0];
}
