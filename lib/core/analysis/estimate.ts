import type { Plan } from '../../contract/index.ts';
import { estimateMean, type MeanEstimate } from '../statistics/mean-estimate.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { estimateTrimmedMean } from '../statistics/trimmed-estimate.ts';
import { byPayload, valuesOf } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';

/**
 * The mean of one number of a candidate's invocations and how sure it is: over all payloads by their shares,
 * and each payload's values trimmed where `discardTopBottom` says so, as in the averages (average.ts).
 */
export function estimateOf(
  plan: Plan,
  points: readonly ComparedPoint[],
  value: (point: ComparedPoint) => number,
): MeanEstimate {
  const strata = valuesOf(byPayload(plan.payloadWeights, points), value);
  const { discardTopBottom: share } = plan;
  return stratifiedMean(strata, share === 0 ? estimateMean : (values) => estimateTrimmedMean(values, share));
}
