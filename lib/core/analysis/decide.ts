import {
  type Candidate,
  candidateKey,
  type Decision,
  type Digest,
  type LostDigest,
  type Plan,
} from '../../contract/index.ts';
import { smoothed } from '../search/smoothed.ts';
import { scorer } from '../strategy/score.ts';
import { select } from '../strategy/select.ts';
import { onOneBasis } from './basis.ts';
import { candidateResult } from './candidate-result.ts';
import { contender } from './contender.ts';
import { examine } from './examined.ts';
import { noneMeasured } from './none-measured.ts';
import { provenanceOf } from './provenance.ts';
import { recommendationOf } from './recommendation.ts';
import { spendingOf } from './spending.ts';
import { warningsOf } from './warnings.ts';

/**
 * Turns what was measured into the answer: which of the plan's candidates is best by its strategy among those that
 * keep its limits, what can't be told apart from it, what it saves against the current configuration, and every
 * candidate's figures.
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
  const { examined, blended, without } = onOneBasis(plan, examine(plan, measured));
  const found = examined.map((one) => ({ one, result: candidateResult(plan, one) }));
  const all = found.flatMap(({ one, result }) => (one.status === 'measured' ? [{ one, result }] : []));
  const eligible = all.filter(({ one }) => isOneOf(one.candidate, plan.candidates));
  const score = scorer(
    plan,
    eligible.map(({ one }) => one.average),
  );
  const curve =
    plan.search &&
    smoothed(
      plan,
      all.map(({ one }) => one),
      score,
    );
  const everyone = all.map(({ one, result }) =>
    contender(plan, one, result, score, curve?.get(candidateKey(one.candidate))),
  );
  const contenders = everyone.filter((one) => isOneOf(one, plan.candidates));
  const selection = select(contenders, plan.strategy);
  if (selection === undefined) {
    throw noneMeasured(
      examined.flatMap((one) =>
        one.status !== 'measured' && isOneOf(one.candidate, plan.candidates) ? [one] : [],
      ),
    );
  }
  const { chosen } = selection.choice;
  // What was not measured in the same way can't be compared.
  const current = everyone.find(
    (one) => isOneOf(one, plan.baseline ? [plan.baseline] : []) && one.measured.basis.blended === blended,
  );
  const outsider = current && !contenders.includes(current) ? current : undefined;
  const digests = examined.flatMap(({ digest }) => digest ?? []);
  return {
    cost: chosen.measured.average.cost,
    duration: chosen.measured.average.durationMs,
    recommendation: recommendationOf(plan, selection, contenders, current?.measured),
    candidates: found.map(({ result }) => result),
    averages: all.map(({ one: { candidate, average } }) => ({
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
      ...warningsOf({ plan, examined, selection, current, outsider, withoutBlend: without }),
    ],
  };
}

function isOneOf(candidate: Candidate, candidates: readonly Candidate[]): boolean {
  return candidates.some((one) => candidateKey(one) === candidateKey(candidate));
}
