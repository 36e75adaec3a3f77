import type { Decision, OptimizerResult, Plan, Proposal } from '../../contract/index.ts';
import { isAsRecommended } from '../../core/applying/answer.ts';
import { TOOL_NAMES } from '../../core/applying/tool-names.ts';
import { isWorthProposing } from '../../core/applying/worth.ts';
import { changeOf } from './change.ts';
import { changeLines } from './lines.ts';

/**
 * What somebody may change, or has to: a better configuration that was not applied, or one that was and that the next
 * deployment undoes.
 * @param optimizer what applying came to; absent where nothing was to be applied
 */
export function proposalOf(
  plan: Plan,
  decision: Decision,
  optimizer: OptimizerResult | undefined,
): Proposal | undefined {
  const reason = reasonOf(plan, decision, optimizer);
  if (reason === undefined) return undefined;
  const { memoryMB, architecture } = decision.recommendation;
  const { owner } = plan.afterwards;
  return {
    memoryMB,
    architecture,
    reason,
    ...(owner === undefined ? {} : { owner }),
    change: changeLines(changeOf(plan, { memoryMB, architecture })),
  };
}

function reasonOf(
  plan: Plan,
  decision: Decision,
  optimizer: OptimizerResult | undefined,
): string | undefined {
  const { mode, owner } = plan.afterwards;
  if (isAsRecommended(plan, decision)) return undefined;
  if (optimizer?.applied !== undefined) {
    return owner === undefined
      ? undefined
      : `it was applied, and the next deployment with ${TOOL_NAMES[owner.tool]} undoes that unless it is changed there too`;
  }
  const reason = mode === 'propose' ? 'with apply: "propose" nothing is applied' : optimizer?.notApplied;
  return isWorthProposing(plan, decision) ? reason : undefined;
}
