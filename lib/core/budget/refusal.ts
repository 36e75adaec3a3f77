import { CostLimitExceeded, type Digest, type LostDigest, type Plan } from '../../contract/index.ts';
import { name } from '../analysis/names.ts';
import { FREE_EPHEMERAL_STORAGE_MB } from '../pricing/cost.ts';
import { priceOf } from '../pricing/price-of.ts';
import { refusedTransitions } from '../pricing/state-transitions.ts';
import { amount } from './amount.ts';
import { branchOf, type CandidateEstimate, type RunEstimate } from './estimate.ts';

/** Candidates that the message lists one by one, the dearest first. */
const LISTED = 10;
const REMEDY = 'Raise maxCostUsd, lower num, or measure fewer candidates (powerValues, architectures)';

/** The error of a run whose estimate is over its limit: with the arithmetic, and with what was spent already. */
export function refusal(
  plan: Plan,
  maxCost: number,
  pilot: Digest | LostDigest,
  estimate: RunEstimate,
): CostLimitExceeded {
  const money = (value: number) => amount(value, plan.prices);
  const heading =
    estimate.pilotCost > maxCost
      ? `the pilot alone has cost ${money(estimate.pilotCost)}; the run would cost ${money(estimate.cost)} at most`
      : `the run would cost ${money(estimate.cost)} at most`;
  const lines = [
    pilotLine(plan, pilot, estimate),
    ...candidateLines(plan, estimate.candidates),
    ...transitionsLine(plan, estimate),
    pricesLine(plan, estimate),
  ];
  return new CostLimitExceeded(
    `${heading}; maxCostUsd allows ${money(maxCost)}. ${spent(plan, pilot, estimate)}. ${REMEDY}. At most:\n${lines.map((line) => `- ${line}`).join('\n')}`,
  );
}

/** What can be said before anything was created: the run costs more than this, however fast the function is. */
export function refusalAtOnce(
  plan: Pick<Plan, 'prices'>,
  maxCost: number,
  leastCost: number,
): CostLimitExceeded {
  const money = (value: number) => amount(value, plan.prices);
  return new CostLimitExceeded(
    `the requests and state transitions of the run alone cost ${money(leastCost)}; maxCostUsd allows ${money(maxCost)}. Nothing was created or invoked. ${REMEDY}`,
  );
}

function pilotLine(plan: Plan, pilot: Digest | LostDigest, { pilotCost, figures }: RunEstimate): string {
  const paid = `${amount(pilotCost, plan.prices)}: the pilot with ${name(figures)}`;
  if ('lost' in pilot) {
    return `${paid}, whose Executor was lost (${pilot.lost.Error}), so that it may have run until the function's timeout of ${plan.target.timeoutSeconds} s`;
  }
  const [failure] = pilot.failures;
  const failed = failure === undefined ? '' : ` and ended with ${failure.reason}`;
  return `${paid}, which was billed ${pilot.billedMs} ms (${figures.initMs} ms for an init)${failed}; more memory makes it no slower, less memory in proportion at most`;
}

function candidateLines(plan: Plan, candidates: readonly CandidateEstimate[]): string[] {
  const money = (value: number) => amount(value, plan.prices);
  const dearestFirst = candidates.toSorted((a, b) => b.cost - a.cost);
  const rest = dearestFirst.slice(LISTED);
  return [
    ...dearestFirst
      .slice(0, LISTED)
      .map(
        ({ work, invocations, inits, billedMs, invocationsCost }) =>
          `${money(invocationsCost)}: ${name(work)}, ${invocations} invocations, ${inits} of them with an init, billed ${billedMs} ms together`,
      ),
    ...(rest.length === 0
      ? []
      : [
          `${money(rest.reduce((sum, { invocationsCost }) => sum + invocationsCost, 0))}: ${rest.length} more candidates`,
        ]),
  ];
}

function transitionsLine({ prices }: Plan, { stateTransitions }: RunEstimate): string[] {
  const { stateTransition } = prices;
  if (stateTransition === undefined) return [];
  return [`${amount(stateTransitions * stateTransition, prices)}: ${stateTransitions} state transitions`];
}

/** For who reckons it over. */
function pricesLine({ prices, target }: Plan, { candidates }: RunEstimate): string {
  const architectures = [...new Set(candidates.map(({ work }) => work.architecture))];
  const each = architectures.map((architecture) => {
    const { gbSecond, request, ephemeralGbSecond } = priceOf(prices, architecture);
    const storage =
      target.ephemeralStorageMB > FREE_EPHEMERAL_STORAGE_MB && ephemeralGbSecond !== undefined
        ? `, ${amount(ephemeralGbSecond, prices)} a GB-second of /tmp`
        : '';
    return `${amount(gbSecond, prices)} a GB-second${storage} and ${amount(request, prices)} a request on ${architecture}`;
  });
  return `by these prices: ${each.join('; ')}`;
}

function spent(plan: Plan, pilot: Digest | LostDigest, { pilotCost }: RunEstimate): string {
  const { stateTransition } = plan.prices;
  const transitions = refusedTransitions(branchOf(pilot));
  const states =
    stateTransition === undefined
      ? ''
      : ` and ${amount(transitions * stateTransition, plan.prices)} for ${transitions} state transitions`;
  const most = 'lost' in pilot ? 'at most ' : '';
  return `Spent already: ${most}${amount(pilotCost, plan.prices)} for the pilot${states}`;
}
