import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Decision, OptimizerResult, Plan, Warning } from '../contract/index.ts';
import { name } from '../core/analysis/names.ts';
import { aliasHas, aliasHindrances } from '../core/applying/alias-hindrances.ts';
import { isAsRecommended } from '../core/applying/answer.ts';
import { type Hindrance, hindrances, hindrancesOfAlias } from '../core/applying/hindrances.ts';
import { TOOL_NAMES } from '../core/applying/tool-names.ts';
import { aliasStanding } from './alias-standing.ts';
import { applyRecommendation } from './apply.ts';
import type { CanaryMachine } from './canary/begin.ts';

/**
 * Applies what was decided, as the plan's mode has it: `always` whatever it is, `auto` only where nothing stands
 * against it (lib/core/applying/hindrances.ts, alias-hindrances.ts). What keeps `auto` from it is a warning each; where
 * the function, and its alias, have what is recommended there is nothing to do and nothing to say.
 * @param machine where an alias is moved by degrees, if the plan asks for it
 * @throws NotApplied, which says what the function has now
 */
export async function applyDecision(
  lambda: LambdaClient,
  plan: Plan,
  decision: Decision,
  machine?: CanaryMachine,
): Promise<OptimizerResult> {
  const { recommendation } = decision;
  // What breaks a limit is no answer: that it isn't applied is said below, in every mode.
  if (plan.afterwards.mode === 'auto' && recommendation.limits?.met !== false) {
    const against = await whyNot(lambda, plan, decision);
    if (against === 'done') return { warnings: [] };
    if (against.length > 0) {
      const warnings = against.map(({ code, reason }) => ({
        code,
        message: `${name(recommendation)} was not applied: ${reason}`,
      }));
      return { warnings, notApplied: against.map(({ reason }) => reason).join('; ') };
    }
  }
  const result = await applyRecommendation(lambda, plan, recommendation, machine);
  if (result.applied === undefined || isAsRecommended(plan, decision)) return result;
  return { ...result, warnings: [...result.warnings, ...undoneByOwner(plan)] };
}

/**
 * Of the function and, where one is to be moved, of its alias: a run that was ended between the two has left the alias
 * as it was, and the next one has still to move it.
 * @returns `done` where both have what is recommended
 */
async function whyNot(
  lambda: LambdaClient,
  plan: Plan,
  decision: Decision,
): Promise<readonly Hindrance[] | 'done'> {
  const isDone = isAsRecommended(plan, decision);
  const against = isDone ? hindrancesOfAlias(plan, decision) : hindrances(plan, decision);
  if (plan.applyAlias === undefined) return isDone ? 'done' : against;
  // Where something stands against it anyway, nothing is asked of Lambda.
  if (!isDone && against.length > 0) return against;
  const standing = await aliasStanding(lambda, plan, plan.applyAlias);
  if (isDone && aliasHas(standing, decision.recommendation)) return 'done';
  return [...against, ...(standing === undefined ? [] : aliasHindrances(plan, standing))];
}

/** Names the tool and no stack: warnings go into links that have no names. */
function undoneByOwner({ afterwards: { owner } }: Plan): Warning[] {
  if (owner === undefined) return [];
  const tool = TOOL_NAMES[owner.tool];
  const message = `by its tags the function is deployed with ${tool}: the next deployment undoes what was applied, unless it is changed there too. The result's proposal has the lines`;
  return [{ code: 'deployment-undoes', message }];
}
