import { candidateKey, type Plan, type Round, type Work } from '../../contract/index.ts';
import { gridWork, runnable } from './grid.ts';
import { pilotWork } from './pilot.ts';
import { firstAsks, searchWork } from './search-work.ts';
import { isSearching } from './sizes.ts';

type Draft = Omit<Plan, 'digestBytes'>;

/**
 * What a run begins with: its grid or the first round of its search; the pilot where its cost is limited; in
 * a dry run one invocation of the current configuration or the first candidate.
 */
export function firstRound(plan: Draft): Round {
  if (plan.maxCost !== undefined) return { number: 1, work: [pilotWork(plan)] };
  if (!plan.dryRun) return { number: 1, work: mainRound(plan) };
  const { architecture, memoryMB } = plan.baseline ?? runnable(plan)[0] ?? plan.target;
  return { number: 1, work: [{ architecture, memoryMB, samples: 1 }] };
}

/** What is measured first, after the pilot where there is one: the grid, or what a search begins with. */
export function mainRound(plan: Draft): Work[] {
  if (!isSearching(plan)) return gridWork(plan);
  const skipped = new Set(plan.skipped?.map(candidateKey));
  const asks = firstAsks(plan).filter(({ candidate }) => !skipped.has(candidateKey(candidate)));
  return searchWork(plan, asks);
}
