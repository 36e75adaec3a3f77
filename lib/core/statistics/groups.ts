import { gammaln } from 'simple-statistics';

/**
 * The probability that `marked` of `n` things in a row, spread by chance, stand together in at most `groups`
 * groups: Σ C(k − 1, i − 1)·C(n − k + 1, i)/C(n, k) for i up to `groups`, with k marked ones. A small one says
 * that they came together.
 *
 * Stevens, "Distribution of Groups in a Sequence of Alternatives", Annals of Eugenics 9 (1939).
 *
 * @param marked at least one, at most n
 */
export function groupsProbability(groups: number, marked: number, n: number): number {
  const all = logChoose(n, marked);
  let sum = 0;
  for (let i = 1; i <= Math.min(groups, marked, n - marked + 1); i++) {
    sum += Math.exp(logChoose(marked - 1, i - 1) + logChoose(n - marked + 1, i) - all);
  }
  return Math.min(1, sum);
}

/** Of how many groups of neighbours the marked ones consist. */
export function countGroups(marks: readonly boolean[]): number {
  return marks.filter((mark, index) => mark && marks[index - 1] !== true).length;
}

function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}
