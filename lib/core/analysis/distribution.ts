import type { Distribution, Figure } from '../../contract/index.ts';
import { CONFIDENCE } from '../statistics/interval.ts';
import { MIN_FOR_INTERVAL, meanInterval } from '../statistics/mean-interval.ts';
import { quantileOfSorted } from '../statistics/quantile.ts';
import { quantileRanks, samplesForQuantile } from '../statistics/quantile-ranks.ts';
import type { Random } from '../statistics/random.ts';
import { type StratumValues, stratifiedMean } from '../statistics/stratified.ts';
import { stratifiedQuantileInterval } from '../statistics/stratified-quantile.ts';
import { weightedQuantiles } from '../statistics/weighted-quantile.ts';
import { figure, significant } from './figure.ts';

/** What an interval of a mean depends on beside its samples. */
export interface MeanRules {
  /** Why there is none, where that isn't the number of samples. */
  readonly why?: string;
  /** So many samples have one. */
  readonly fewest?: number;
}

/**
 * The mean over all strata by their shares, with the number of samples and an interval.
 */
export function meanFigure(
  strata: readonly StratumValues[],
  random: Random,
  { why = TOO_FEW_OF_A_PAYLOAD, fewest = MIN_FOR_INTERVAL }: MeanRules = {},
): Figure {
  const estimate = stratifiedMean(strata);
  const reason = estimate.n < fewest ? tooFew(fewest) : why;
  const interval = meanInterval(estimate, strata, random, CONFIDENCE, fewest);
  return figure(estimate.mean, estimate.n, interval, reason);
}

/**
 * Mean and quantiles over all payloads by their shares, each with an interval or the reason why there is none.
 * With one payload a quantile is that of its samples (type 7), and its interval lies between two of them
 * (quantile-ranks.ts). With several each sample counts share ÷ samples of its payload (weighted-quantile.ts), so
 * that a payload which was sent too often or too rarely doesn't move it.
 *
 * @param rules what else it has
 */
export function distribution(
  strata: readonly StratumValues[],
  random: Random,
  { relativeError = 0, quantiles = 0, fewest = MIN_FOR_INTERVAL }: DistributionRules = {},
): Distribution {
  const sampled = strata.filter(({ share, values }) => share > 0 && values.length > 0);
  const [only, another] = sampled;
  const at = only !== undefined && another === undefined ? ofOnePayload(only.values) : ofPayloads(sampled);
  return {
    ...inFull(meanFigure(strata, random, { fewest }), at, relativeError),
    ...(quantiles === 0 ? {} : { quantiles: quantilesOf(sampled, quantiles) }),
  };
}

/** What a distribution has beside its figures. */
export interface DistributionRules {
  /** How far values may be from the samples that they stand for; 0, the default, where they are those samples. */
  readonly relativeError?: number;
  /** How many quantiles it is drawn by at most, from 2 on; 0, the default, for none. */
  readonly quantiles?: number;
  /** So many samples at least give their mean an interval. */
  readonly fewest?: number;
}

/**
 * How samples are distributed over all payloads by their shares: all of them in order where one payload has so few,
 * else evenly spaced quantiles from the smallest to the largest.
 */
function quantilesOf(sampled: readonly StratumValues[], count: number): number[] {
  const [only, another] = sampled;
  if (only !== undefined && another === undefined && only.values.length <= count) {
    return [...only.values].sort((a, b) => a - b).map((value) => significant(value, QUANTILE_DIGITS));
  }
  const at = strataQuantiles(sampled);
  return Array.from({ length: count }, (_, index) => significant(at(index / (count - 1)), QUANTILE_DIGITS));
}

/** They are drawn, and many: more digits would only take room in the state. */
const QUANTILE_DIGITS = 5;

/** What a distribution of a blend has to know beside its samples. */
export interface BlendRules extends Pick<DistributionRules, 'relativeError'> {
  /** There is no interval, where there is none. */
  readonly why: string;
  /** Whether each kind has as many samples as it takes for any interval. */
  readonly enough: boolean;
}

/**
 * The same of warm invocations and cold starts together, whose strata have the shares of a blend (blend.ts). Where
 * a quantile lies isn't told by the number of samples: of 5% cold starts, the p99 of all is the p80 of the cold ones.
 * So Woodruff's interval alone says whether they reach so far.
 */
export function blendedDistribution(
  strata: readonly StratumValues[],
  random: Random,
  { why, enough, relativeError = 0 }: BlendRules,
): Distribution {
  const [, another] = strata;
  if (another === undefined) return distribution(strata, random, { relativeError });
  const n = sampleCount(strata);
  const quantiles = strataQuantiles(strata);
  const at = (p: number) =>
    figure(quantiles(p), n, enough ? stratifiedQuantileInterval(strata, quantiles, p) : undefined, why);
  return inFull(meanFigure(strata, random, { why }), at, relativeError);
}

/** A thousandth of fewer is less than one sample. */
const MIN_FOR_P999 = 1000;

function inFull(mean: Figure, at: QuantileFigure, relativeError: number): Distribution {
  return {
    mean,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    ...(mean.n < MIN_FOR_P999 ? {} : { p999: at(0.999) }),
    ...(relativeError === 0 ? {} : { relativeError }),
  };
}

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
  const n = sampleCount(sampled);
  const at = strataQuantiles(sampled);
  return (p) => {
    const enough = quantileRanks(n, p) !== undefined;
    const interval = enough ? stratifiedQuantileInterval(sampled, at, p) : undefined;
    return figure(at(p), n, interval, enough ? TOO_FEW_OF_A_PAYLOAD : tooFew(samplesForQuantile(p)));
  };
}

function strataQuantiles(sampled: readonly StratumValues[]): (p: number) => number {
  return weightedQuantiles(
    sampled.flatMap(({ share, values }) => values.map((value) => ({ value, weight: share / values.length }))),
  );
}

function sampleCount(strata: readonly StratumValues[]): number {
  return strata.reduce((sum, { values }) => sum + values.length, 0);
}

/** Notes are short: they stand in the state up to twenty times for each candidate. */
function tooFew(needed: number): string {
  return `n < ${needed}`;
}

const TOO_FEW_OF_A_PAYLOAD = 'too few of a payload';
