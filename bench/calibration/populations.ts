import { readdirSync, readFileSync } from 'node:fs';
import { mean, standardDeviation } from 'simple-statistics';
import { normalQuantile } from '../../lib/core/statistics/normal.ts';
import type { Random } from '../../lib/core/statistics/random.ts';

/** Durations in ms of which the truth is known. */
export interface Population {
  readonly memoryMB: number;
  readonly draw: (random: Random) => number;
  readonly mean: number;
  /** Standard deviation / mean. */
  readonly relativeSpread: number;
  /** The mean of what is billed: whole milliseconds, rounded up. */
  readonly meanBilledMs: number;
}

/** One function at several memory sizes. */
export interface Curve {
  readonly name: string;
  readonly sizes: readonly Population[];
}

const FOLDER = new URL('../curves/', import.meta.url);

/** Measured functions: what was recorded at a size is all that there is, drawn with replacement. */
export function measuredCurves(): Curve[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { points }: { points: { memoryMB: number; durationsMs?: number[] }[] } = JSON.parse(
        readFileSync(new URL(file, FOLDER), 'utf8'),
      );
      const sizes = points.flatMap(({ memoryMB, durationsMs }) =>
        durationsMs === undefined ? [] : [recorded(memoryMB, durationsMs)],
      );
      return { name: file.replace('.json', ''), sizes };
    });
}

function recorded(memoryMB: number, durationsMs: number[]): Population {
  return {
    memoryMB,
    draw: (random) => durationsMs[Math.floor(random() * durationsMs.length)] ?? 0,
    mean: mean(durationsMs),
    relativeSpread: standardDeviation(durationsMs) / mean(durationsMs),
    meanBilledMs: mean(durationsMs.map(Math.ceil)),
  };
}

/** A distribution by its quantile function, in units of about 1. */
export interface Family {
  readonly name: string;
  readonly quantile: (p: number) => number;
}

/** Nothing is drawn beyond, where a quantile may be infinite. */
const EDGE = 1e-9;

const logNormal = (sigma: number) => (p: number) =>
  Math.exp(sigma * normalQuantile(Math.min(1 - EDGE, Math.max(EDGE, p))));

export const FAMILIES: readonly Family[] = [
  { name: 'log-normal, spread 0.1', quantile: logNormal(0.1) },
  { name: 'log-normal, spread 0.28', quantile: logNormal(0.275) },
  {
    name: 'bimodal, a tenth 1.5 × as long',
    quantile: bimodal(0.9, 1.5),
  },
  { name: 'log-normal, spread 1.3', quantile: logNormal(1) },
  { name: 'bimodal, a twentieth 10 × as long', quantile: bimodal(0.95, 10) },
  // Pareto with the exponent 2.5: its variance exists, its skewness doesn't.
  { name: 'heavy-tailed (Pareto 2.5)', quantile: (p) => (1 - p) ** -0.4 },
];

function bimodal(share: number, times: number): (p: number) => number {
  const mode = logNormal(0.05);
  return (p) => (p < share ? mode(p / share) : times * mode((p - share) / (1 - share)));
}

/** The family at one size, `meanMs` on average. */
export function populationOf({ quantile }: Family, meanMs: number, memoryMB = 1024): Population {
  const grid = gridOf(quantile);
  const scale = meanMs / mean(grid);
  return {
    memoryMB,
    draw: (random) => scale * quantile(random()),
    mean: meanMs,
    relativeSpread: standardDeviation(grid) / mean(grid),
    meanBilledMs: mean(grid.map((value) => Math.ceil(scale * value))),
  };
}

const POINTS = 200_000;

/** Midpoints of equal shares: the mean of the heavy-tailed family is right to a thousandth by them. */
function gridOf(quantile: (p: number) => number): number[] {
  return Array.from({ length: POINTS }, (_, index) => quantile((index + 0.5) / POINTS));
}
