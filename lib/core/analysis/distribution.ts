import type { Distribution, Figure } from '../../contract/index.ts';
import { quantile } from '../statistics/quantile.ts';
import { type StratumValues, stratifiedMean } from '../statistics/stratified.ts';
import { weightedQuantile } from '../statistics/weighted-quantile.ts';

/** The mean over all payloads by their shares, with the number of samples. */
export function meanFigure(strata: readonly StratumValues[]): Figure {
  const { mean, n } = stratifiedMean(strata);
  return { value: mean, n };
}

/**
 * Mean and quantiles over all payloads by their shares. With one payload a quantile is that of its samples
 * (type 7); with several each sample counts share ÷ samples of its payload (see weighted-quantile.ts), so
 * that a payload which was sent too often or too rarely doesn't move it.
 */
export function distribution(strata: readonly StratumValues[]): Distribution {
  const mean = meanFigure(strata);
  const at = quantilesOf(strata.filter(({ share, values }) => share > 0 && values.length > 0));
  return {
    mean,
    p50: { value: at(0.5), n: mean.n },
    p90: { value: at(0.9), n: mean.n },
    p99: { value: at(0.99), n: mean.n },
  };
}

function quantilesOf(sampled: readonly StratumValues[]): (p: number) => number {
  const [only, another] = sampled;
  if (only !== undefined && another === undefined) return (p) => quantile(only.values, p);
  const weighted = sampled.flatMap(({ share, values }) =>
    values.map((value) => ({ value, weight: share / values.length })),
  );
  return (p) => weightedQuantile(weighted, p);
}
