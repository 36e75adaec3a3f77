import type { Plan } from '../../contract/index.ts';
import { estimateMean, type MeanEstimate } from '../statistics/mean-estimate.ts';
import { stratifiedMean } from '../statistics/stratified.ts';
import { estimateTrimmedMean } from '../statistics/trimmed-estimate.ts';
import { type PayloadStratum, valuesOf } from './by-payload.ts';
import type { ComparedPoint } from './compared.ts';

/**
 * The mean of one number of a candidate's invocations and how sure it is: over all strata by their shares,
 * and each stratum's values trimmed where `discardTopBottom` says so, as in the averages (average.ts).
 */
export function estimateOf(
  plan: Plan,
  strata: readonly PayloadStratum<ComparedPoint>[],
  value: (point: ComparedPoint) => number,
): MeanEstimate {
  const { discardTopBottom: share } = plan;
  const values = valuesOf(strata, value);
  return stratifiedMean(values, share === 0 ? estimateMean : (of) => estimateTrimmedMean(of, share));
}
