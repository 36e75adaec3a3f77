import type { Decision, Plan } from '../../contract/index.ts';
import { checksOf } from '../analysis/limit-checks.ts';
import { type Answer, answerOf, isAsRecommended } from './answer.ts';

/**
 * Whether an answer is worth telling somebody to change the function: it is another configuration, keeps the limits,
 * and on average saves at least `minSaving`, or keeps a limit that the current configuration breaks, or nobody knows
 * what it saves.
 */
export function isWorthProposing(plan: Plan, decision: Decision): boolean {
  if (isAsRecommended(plan, decision) || decision.recommendation.limits?.met === false) return false;
  const answer = answerOf(plan, decision);
  const { saved, minSavingPercent } = answer;
  return saved === undefined || saved.mean >= minSavingPercent || keepsBrokenLimit(answer);
}

/** Whether the current configuration breaks a limit by what was measured of it, and the recommendation keeps them. */
export function keepsBrokenLimit({ current, comparable }: Answer): boolean {
  const breaks = checksOf(current?.limits).some(({ met, overPercent }) => !met && overPercent !== undefined);
  return breaks && comparable.recommendation.limits?.met === true;
}
