import type { Plan } from '../../contract/index.ts';
import { amount } from './amount.ts';
import type { RunEstimate } from './estimate.ts';
import { notCounted } from './not-counted.ts';
import { ownFunctionsCost } from './own-functions.ts';

/** What a dry run says of a run's cost: how much at most, what a limit makes of it, and what is not in it. */
export function costCheck(plan: Plan, estimate: RunEstimate): Plan['checks'][number] {
  const { search, prices } = plan;
  const money = (value: number) => amount(value, prices);
  const what = search === undefined ? 'a run' : 'the first round of a run';
  const parts = [
    `${what} would cost ${money(estimate.cost)} at most, beside about ${money(ownFunctionsCost(plan, estimate))} for the tuner's own functions`,
    ...(search === undefined
      ? []
      : [`a search goes on until it is sure, with ${search.maxInvocations} invocations at most`]),
    ...verdict(plan, estimate),
  ];
  const sentences = [
    parts.join('; '),
    ...supposition(plan),
    `Not in it: ${['retries', 'logs and S3', ...notCounted(plan)].join('; ')}`,
  ];
  return { name: 'cost', message: sentences.join('. ') };
}

function verdict({ maxCost, prices }: Plan, { cost }: RunEstimate): string[] {
  if (maxCost === undefined) return [];
  return [
    `maxCostUsd allows ${amount(maxCost, prices)}: ${cost > maxCost ? 'it would be refused' : 'it would be begun'}`,
  ];
}

/** Without a limit a dry run invokes one payload of several. */
function supposition({ maxCost, payloadWeights }: Plan): string[] {
  if (maxCost !== undefined || payloadWeights.length === 1) return [];
  return [
    `Each of the ${payloadWeights.length} payloads is taken to be billed as long as the one that was invoked: with maxCostUsd a dry run invokes all of them`,
  ];
}
