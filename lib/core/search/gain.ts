import { normalQuantile } from '../statistics/normal.ts';
import { covariancesOf, type Outlook } from './outlook.ts';

/** What may come of a measurement, in equally probable steps. */
const STEPS = Array.from({ length: 21 }, (_, index) => normalQuantile((index + 0.5) / 21));

/**
 * How much better the answer is expected to be after some more samples of one candidate (the knowledge gradient):
 * the samples may move what is believed of it and of all that its shape is tied to, and the best of the measured
 * ones is taken then.
 *
 * Frazier, Powell and Dayanik, "The Knowledge-Gradient Policy for Correlated Normal Beliefs", INFORMS Journal on
 * Computing 21 (2009); its expectation is taken in 21 steps here.
 *
 * @param measured the candidates that may be chosen now, as indices
 * @param candidate the one that would be measured, as an index
 * @param samples by how many
 * @returns in units of the score, for each number of samples
 */
export function expectedGain(
  outlook: Outlook,
  measured: readonly number[],
  candidate: number,
  samples: readonly number[],
): number[] {
  const { means, noise } = outlook;
  const choosable = measured.includes(candidate) ? measured : [...measured, candidate];
  const mean = means[candidate] ?? 0;
  const together = covariancesOf(outlook, candidate, choosable);
  const variance = together[choosable.indexOf(candidate)] ?? 0;
  const now = Math.min(...measured.map((one) => means[one] ?? 0));
  return samples.map((count) => {
    const spread = Math.sqrt(variance + (noise / count) * mean ** 2);
    if (spread === 0) return 0;
    let after = 0;
    for (const step of STEPS) {
      let least = Number.POSITIVE_INFINITY;
      for (const [k, one] of choosable.entries()) {
        least = Math.min(least, (means[one] ?? 0) + ((together[k] ?? 0) / spread) * step);
      }
      after += least;
    }
    return now - after / STEPS.length;
  });
}

/**
 * How probable it is that a candidate's score is within a share of the best, measured or not, by all shapes that
 * are in question.
 */
export function probabilityWithin(
  { weights, scores, candidates }: Outlook,
  candidate: number,
  tolerance: number,
): number {
  let within = 0;
  for (let i = 0; i < weights.length; i++) {
    const row = i * candidates.length;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < candidates.length; j++) least = Math.min(least, scores[row + j] ?? 0);
    if ((scores[row + candidate] ?? 0) <= (1 + tolerance) * least) within += weights[i] ?? 0;
  }
  // Weights add up to 1 as far as doubles do.
  return Math.min(1, within);
}
