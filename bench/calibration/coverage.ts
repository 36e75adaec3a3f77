import type { Figure } from '../../lib/contract/index.ts';
import { distribution } from '../../lib/core/analysis/distribution.ts';
import { isSettledMean } from '../../lib/core/analysis/warn-unsettled.ts';
import { estimateMean } from '../../lib/core/statistics/mean-estimate.ts';
import { quantileRanks } from '../../lib/core/statistics/quantile-ranks.ts';
import { seededRandom } from '../../lib/core/statistics/random.ts';
import { type Family, type Population, populationOf } from './populations.ts';

function holds({ low, high }: Figure, truth: number): boolean {
  return low !== undefined && high !== undefined && low <= truth && truth <= high;
}

export interface MeanCoverage {
  /** The share of runs whose interval holds the true mean. */
  readonly covered: number;
  /** The same of the size where it is least. */
  readonly worst: number;
  /** The share of runs with the warning "mean not settled". */
  readonly warned: number;
  /** The share of runs whose interval misses the mean without that warning. */
  readonly silent: number;
}

/** Draws `n` samples and states the mean, so often; the sizes take turns. */
export function meanCoverage(
  name: string,
  populations: readonly Population[],
  n: number,
  runs: number,
): MeanCoverage {
  let [warned, silent] = [0, 0];
  const hits = populations.map(() => ({ held: 0, runs: 0 }));
  for (let run = 0; run < runs; run++) {
    const at = run % populations.length;
    const [population, hit] = [populations[at], hits[at]];
    if (population === undefined || hit === undefined) continue;
    const random = seededRandom(run, `${name}/${n}`);
    const values = Array.from({ length: n }, () => population.draw(random));
    const { mean } = distribution([{ share: 1, values }], random);
    const held = holds(mean, population.mean);
    const settled = isSettledMean(estimateMean(values));
    hit.runs++;
    hit.held += Number(held);
    warned += Number(!settled);
    silent += Number(!held && settled);
  }
  return {
    covered: hits.reduce((sum, { held }) => sum + held, 0) / runs,
    worst: Math.min(...hits.map(({ held, runs: of }) => held / of)),
    warned: warned / runs,
    silent: silent / runs,
  };
}

/** The share of runs whose interval of a quantile holds the true one; undefined where no interval is stated. */
export function quantileCoverage(family: Family, p: number, n: number, runs: number): number | undefined {
  if (quantileRanks(n, p) === undefined) return undefined;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(run, `${family.name}/${p}/${n}`);
    const values = Array.from({ length: n }, () => family.quantile(random()));
    if (holds(pick(distribution([{ share: 1, values }], random), p), family.quantile(p))) held++;
  }
  return held / runs;
}

/** Two payloads, one of them three times as long; the rare one, a fifth, sent as often as the other. */
export function strataCoverage(
  family: Family,
  n: number,
  runs: number,
): { readonly mean: number; readonly p50: number } {
  const [often, rarely] = [populationOf(family, 100), populationOf(family, 300)];
  const shares = [0.8, 0.2] as const;
  const truth = shares[0] * often.mean + shares[1] * rarely.mean;
  const median = medianOfBoth(often, rarely, shares);
  const held = { mean: 0, p50: 0 };
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(run, `strata/${family.name}/${n}`);
    const strata = [often, rarely].map((population, index) => ({
      share: shares[index] ?? 0,
      values: Array.from({ length: n / 2 }, () => population.draw(random)),
    }));
    const { mean, p50 } = distribution(strata, random);
    if (holds(mean, truth)) held.mean++;
    if (holds(p50, median)) held.p50++;
  }
  return { mean: held.mean / runs, p50: held.p50 / runs };
}

const MANY = 200_000;

function medianOfBoth(a: Population, b: Population, [shareA]: readonly [number, number]): number {
  const random = seededRandom(0, 'median');
  const values = Float64Array.from({ length: MANY }, (_, index) =>
    (index + 0.5) / MANY < shareA ? a.draw(random) : b.draw(random),
  ).sort();
  return values[MANY / 2] ?? 0;
}

function pick(figures: { p50: Figure; p90: Figure; p99: Figure }, p: number): Figure {
  return p === 0.5 ? figures.p50 : p === 0.9 ? figures.p90 : figures.p99;
}
