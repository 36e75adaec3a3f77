import { seededRandom } from '../../../lib/core/statistics/random.ts';

/** Whether everything is run; otherwise a few cases of each file. */
export const FULL = process.env.POWER_TUNER_FAULTS === 'full';
/** As many as vitest runs at once of one file; each takes a third of a second to start. */
export const LANES = FULL ? 5 : 2;

/** Cases of one file that `npm run test:long` runs. */
const FEW = 5;
const SEED = Number(process.env.POWER_TUNER_FAULTS_SEED ?? 1);

/** All of the cases, or a few: the same ones for the same seed. */
export function chosen<T>(cases: readonly T[], title: string): T[] {
  if (FULL) return [...cases];
  const random = seededRandom(SEED, title);
  const left = [...cases];
  return Array.from({ length: Math.min(FEW, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}
