import {
  type CandidateResult,
  candidateKey,
  type Decision,
  type Plan,
  type Target,
} from '../../contract/index.ts';
import { type Comparable, savedPercent } from '../history/outcome.ts';

/** An answer as it is judged before it is applied or proposed. Shares are in percent. */
export interface Answer {
  readonly plan: Plan;
  readonly comparable: Comparable;
  readonly recommended: CandidateResult | undefined;
  /** The configuration that the function had when the run began, where it was measured. */
  readonly current: CandidateResult | undefined;
  /** Of what the strategy looks at; absent where it is not known. */
  readonly saved: ReturnType<typeof savedPercent>;
  readonly minSavingPercent: number;
}

export function answerOf(plan: Plan, { candidates, recommendation }: Decision): Answer {
  const resultOf = (wanted: Pick<Target, 'architecture' | 'memoryMB'>) =>
    candidates.find((candidate) => candidateKey(candidate) === candidateKey(wanted));
  const current = plan.baseline && resultOf(plan.baseline);
  return {
    plan,
    comparable: { candidates, recommendation, baseline: current },
    recommended: resultOf(recommendation),
    current,
    saved: savedPercent(recommendation, plan.balancedWeight),
    minSavingPercent: plan.afterwards.minSaving * 100,
  };
}

/** Whether the function has what was recommended: then there is nothing to apply or to propose. */
export function isAsRecommended({ target }: Plan, { recommendation }: Decision): boolean {
  return candidateKey(target) === candidateKey(recommendation);
}
