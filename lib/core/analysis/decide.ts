import {
  type Candidate,
  candidateKey,
  type Decision,
  type Digest,
  type LostDigest,
  type Plan,
} from '../../contract/index.ts';
import { choose } from '../strategy/choose.ts';
import { scorer } from '../strategy/score.ts';
import { candidateResult } from './candidate-result.ts';
import { contender } from './contender.ts';
import { examine, type Measured } from './examined.ts';
import { noneMeasured } from './none-measured.ts';
import { provenanceOf } from './provenance.ts';
import { recommendationOf } from './recommendation.ts';
import { spendingOf } from './spending.ts';
import { warningsOf } from './warnings.ts';

/**
 * Turns what was measured into the answer: which of the plan's candidates is best by its strategy, what can't
 * be told apart from it, what it saves against the current configuration, and every candidate's figures.
 *
 * Only measured candidates of the plan can be chosen. The current configuration counts where it is one of
 * them; measured beside them, it is what the saving is stated against.
 *
 * @param measured what came back of each candidate, of one candidate in the order of the rounds; otherwise in any
 * order: the answer doesn't depend on it
 * @param rounds how many fan-outs there were
 * @throws NoCandidateMeasured with the reason of each, where none of the plan's candidates was measured.
 * @throws PriceMissing where the plan holds no price for what was measured.
 */
export function decide(plan: Plan, measured: readonly (Digest | LostDigest)[], rounds = 1): Decision {
  const examined = examine(plan, measured);
  const all = examined.filter((one) => one.status === 'measured');
  const eligible = all.filter(({ candidate }) => isOneOf(candidate, plan.candidates));
  const score = scorer(
    plan,
    eligible.map(({ average }) => average),
  );
  const contenderOf = (one: Measured) => ({ ...contender(plan, one, score), measured: one });
  const contenders = eligible.map(contenderOf);
  const choice = choose(contenders, plan.strategy);
  if (choice === undefined) {
    throw noneMeasured(
      examined.flatMap((one) =>
        one.status !== 'measured' && isOneOf(one.candidate, plan.candidates) ? [one] : [],
      ),
    );
  }
  const { chosen } = choice;
  const current = all.find(({ candidate }) => isOneOf(candidate, plan.baseline ? [plan.baseline] : []));
  const outsider = current && !eligible.includes(current) ? contenderOf(current) : undefined;
  const digests = examined.flatMap(({ digest }) => digest ?? []);
  return {
    cost: chosen.cost,
    duration: chosen.durationMs,
    recommendation: recommendationOf(plan, choice, contenders, current),
    candidates: examined.map((one) => candidateResult(plan, one)),
    averages: all.map(({ candidate, average }) => ({
      ...candidate,
      cost: average.cost,
      duration: average.durationMs,
    })),
    ...provenanceOf(digests),
    ...spendingOf(
      plan,
      examined.flatMap(({ back }) => back),
      rounds,
    ),
    warnings: [
      ...plan.warnings,
      ...warningsOf({ plan, examined, chosen: chosen.measured, chosenContender: chosen, outsider }),
    ],
  };
}

function isOneOf(candidate: Candidate, candidates: readonly Candidate[]): boolean {
  return candidates.some((one) => candidateKey(one) === candidateKey(candidate));
}
