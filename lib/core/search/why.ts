import type { Plan } from '../../contract/index.ts';
import { firstAsks } from './search-work.ts';
import { isSearching } from './sizes.ts';
import { roundInWords } from './words.ts';

/** The plan with what its search begins with, in words. A pilot goes before it. */
export function withFirstWhy<T extends Omit<Plan, 'digestBytes'>>(plan: T): T {
  if (!isSearching(plan)) return plan;
  const round = plan.maxCost === undefined ? 1 : 2;
  const decision = roundInWords(plan, firstAsks(plan));
  return { ...plan, search: { ...plan.search, why: [{ round, decision }] } };
}
