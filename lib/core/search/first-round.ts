import type { Plan, Round } from '../../contract/index.ts';
import { gridWork, runnable } from './grid.ts';
import { pilotWork } from './pilot.ts';

/**
 * What a run begins with: its grid; the pilot where its cost is limited; in a dry run one invocation of the
 * current configuration or the first candidate.
 */
export function firstRound(plan: Omit<Plan, 'digestBytes'>): Round {
  if (plan.maxCost !== undefined) return { number: 1, work: [pilotWork(plan)] };
  if (!plan.dryRun) return { number: 1, work: gridWork(plan) };
  const { architecture, memoryMB } = plan.baseline ?? runnable(plan)[0] ?? plan.target;
  return { number: 1, work: [{ architecture, memoryMB, samples: 1 }] };
}
