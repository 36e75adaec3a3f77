import { normalQuantile } from '../../../../lib/core/statistics/normal.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';

/** Durations in ms as functions have them: to hundredths, like those of report lines. */
const KINDS: Readonly<Record<string, (random: () => number) => number>> = {
  'log-normal, spread 0.3': (random) => 100 * Math.exp(0.3 * normal(random)),
  'several seconds': (random) => 5000 * Math.exp(0.3 * normal(random)),
  'log-normal, spread 1.3': (random) => 20 * Math.exp(normal(random)),
  'bimodal, a twentieth ten times as long': (random) =>
    (random() < 0.95 ? 50 : 500) * Math.exp(0.05 * normal(random)),
  'heavy-tailed (Pareto 1.5)': (random) => 10 * (1 - random()) ** (-1 / 1.5),
  'all within a hundredth': (random) => 250 + 2 * random(),
  'under a millisecond': (random) => random(),
  'always the same': () => 123.45,
};

export const DRAWS = Object.keys(KINDS);

export function draw(kind: string, n: number, seed = 1): number[] {
  const one = KINDS[kind];
  if (one === undefined) throw new Error(`nothing is drawn as "${kind}"`);
  const random = seededRandom(seed, kind);
  return Array.from({ length: n }, () => Math.round(Math.min(900_000, one(random)) * 100) / 100);
}

function normal(random: () => number): number {
  return normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())));
}
