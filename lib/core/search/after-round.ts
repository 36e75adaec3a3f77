import {
  type AnalyzerEvent,
  type AnalyzerResult,
  type Candidate,
  candidateKey,
  type Digest,
  type LostDigest,
  type SearchOutcome,
  type Work,
} from '../../contract/index.ts';
import { decide } from '../analysis/decide.ts';
import { examine } from '../analysis/examined.ts';
import { withinMoney } from '../budget/within-money.ts';
import { carried } from './carried.ts';
import { nextStep, type Standing } from './next-step.ts';
import { inOrder, searchWork } from './search-work.ts';
import { mayBeChosen, type SearchingPlan } from './sizes.ts';
import { endInWords, roundInWords } from './words.ts';

/**
 * What comes after a round of a search: another, or the decision.
 * @throws NoCandidateMeasured where nothing that was tried could be measured.
 */
export function afterSearchRound(event: AnalyzerEvent & { readonly plan: SearchingPlan }): AnalyzerResult {
  const { payload, round } = event;
  const back = [...event.digests, ...event.measured.map(carried)];
  const plan = counted(event.plan, round.work);
  const examined = examine(plan, back);
  const step = nextStep(plan, examined, round.number);
  if (step.next === 'decided') return decided(plan, step, back, round.number);
  const asked = searchWork(plan, step.asks, examined);
  const work = withinMoney(plan, back, asked, round.number);
  if (work.length === 0) {
    const { sure } = step;
    return decided(plan, { ...step, outcome: { stopped: 'max-cost', sure } }, back, round.number);
  }
  const number = round.number + 1;
  const measuredNext = new Set(work.map(candidateKey));
  const asks = step.asks.filter(({ candidate }) => measuredNext.has(candidateKey(candidate)));
  return {
    next: 'round',
    plan: withWork(withWhy(plan, number, roundInWords(plan, asks, step)), work),
    payload,
    round: { number, work },
    digests: back,
  };
}

function decided(
  plan: SearchingPlan,
  { outcome, ...standing }: Standing & { readonly outcome: SearchOutcome },
  back: readonly (Digest | LostDigest)[],
  round: number,
): AnalyzerResult {
  const { isBorneOut: borneOut } = standing;
  const told = borneOut === undefined ? outcome : { ...outcome, borneOut };
  const ended = withWhy(
    { ...plan, search: { ...plan.search, outcome: told } },
    round,
    endInWords(plan, outcome, standing),
  );
  return { next: 'decided', plan: ended, decision: decide(ended, back, round) };
}

function counted(plan: SearchingPlan, work: readonly Work[]): SearchingPlan {
  const samples = work.reduce((sum, one) => sum + one.samples, 0);
  return { ...plan, search: { ...plan.search, asked: plan.search.asked + samples } };
}

function withWhy(plan: SearchingPlan, round: number, decision: string): SearchingPlan {
  return { ...plan, search: { ...plan.search, why: [...plan.search.why, { round, decision }] } };
}

/** What is measured may be chosen, but for a current configuration that isn't searched among. */
function withWork(plan: SearchingPlan, work: readonly Candidate[]): SearchingPlan {
  const known = new Set(plan.candidates.map(candidateKey));
  const added = work
    .filter((one) => !known.has(candidateKey(one)) && mayBeChosen(plan.search, one))
    .map(({ architecture, memoryMB }) => ({ architecture, memoryMB }));
  return { ...plan, candidates: inOrder(plan.search, [...plan.candidates, ...added]) };
}
