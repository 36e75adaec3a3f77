import type { Distribution, Figure } from '../../contract/index.ts';
import { MIN_FOR_INTERVAL, meanInterval } from '../statistics/mean-interval.ts';
import { quantileOfSorted } from '../statistics/quantile.ts';
import { quantileRanks, samplesForQuantile } from '../statistics/quantile-ranks.ts';
import type { Random } from '../statistics/random.ts';
import { type StratumValues, stratifiedMean } from '../statistics/stratified.ts';
import { stratifiedQuantileInterval } from '../statistics/stratified-quantile.ts';
import { weightedQuantiles } from '../statistics/weighted-quantile.ts';
import { figure } from './figure.ts';

/** The mean over all payloads by their shares, with the number of samples and an interval. */
export function meanFigure(strata: readonly StratumValues[], random: Random): Figure {
  const estimate = stratifiedMean(strata);
  const why = estimate.n < MIN_FOR_INTERVAL ? tooFew(MIN_FOR_INTERVAL) : TOO_FEW_OF_A_PAYLOAD;
  return figure(estimate.mean, estimate.n, meanInterval(estimate, strata, random), why);
}

/**
 * Mean and quantiles over all payloads by their shares, each with an interval or the reason why there is none.
 * With one payload a quantile is that of its samples (type 7), and its interval lies between two of them
 * (quantile-ranks.ts). With several each sample counts share ÷ samples of its payload (weighted-quantile.ts), so
 * that a payload which was sent too often or too rarely doesn't move it.
 *
 * @param relativeError how far values may be from the samples that they stand for; 0 where they are those samples
 */
export function distribution(
  strata: readonly StratumValues[],
  random: Random,
  relativeError = 0,
): Distribution {
  const sampled = strata.filter(({ share, values }) => share > 0 && values.length > 0);
  const [only, another] = sampled;
  const at = only !== undefined && another === undefined ? ofOnePayload(only.values) : ofPayloads(sampled);
  const mean = meanFigure(strata, random);
  return {
    mean,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    ...(mean.n < MIN_FOR_P999 ? {} : { p999: at(0.999) }),
    ...(relativeError === 0 ? {} : { relativeError }),
  };
}

/** A thousandth of fewer is less than one sample. */
const MIN_FOR_P999 = 1000;

type QuantileFigure = (p: number) => Figure;

function ofOnePayload(values: readonly number[]): QuantileFigure {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  return (p) => {
    const ranks = quantileRanks(n, p);
    const low = ranks && sorted[ranks.low];
    const high = ranks && sorted[ranks.high];
    const interval = low === undefined || high === undefined ? undefined : { low, high };
    return figure(quantileOfSorted(sorted, p), n, interval, tooFew(samplesForQuantile(p)));
  };
}

function ofPayloads(sampled: readonly StratumValues[]): QuantileFigure {
  const n = sampled.reduce((sum, { values }) => sum + values.length, 0);
  const at = weightedQuantiles(
    sampled.flatMap(({ share, values }) => values.map((value) => ({ value, weight: share / values.length }))),
  );
  return (p) => {
    const enough = quantileRanks(n, p) !== undefined;
    const interval = enough ? stratifiedQuantileInterval(sampled, at, p) : undefined;
    return figure(at(p), n, interval, enough ? TOO_FEW_OF_A_PAYLOAD : tooFew(samplesForQuantile(p)));
  };
}

/** Notes are short: they stand in the state up to twenty times for each candidate. */
function tooFew(needed: number): string {
  return `n < ${needed}`;
}

const TOO_FEW_OF_A_PAYLOAD = 'too few of a payload';
