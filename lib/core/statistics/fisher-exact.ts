/**
 * How probable it is that of two groups the first has so many marked or more, if both are marked equally often:
 * Fisher's exact test, one-sided. P(X ≥ marked) where X is hypergeometric, of n draws from n + m with
 * marked + otherMarked among them.
 *
 * Fisher, "The Logic of Inductive Inference", Journal of the Royal Statistical Society 98 (1935).
 *
 * @param first how many it has, and how many of them are marked
 * @returns from 0 to 1; 1 where one of the groups is empty
 */
export function fisherGreater(first: Group, second: Group): number {
  const all = first.n + second.n;
  const marked = first.marked + second.marked;
  if (first.n === 0 || second.n === 0) return 1;
  const logAll = logChoose(all, first.n);
  let probability = 0;
  for (let x = first.marked; x <= Math.min(marked, first.n); x += 1) {
    if (first.n - x > all - marked) continue;
    probability += Math.exp(logChoose(marked, x) + logChoose(all - marked, first.n - x) - logAll);
  }
  return Math.min(1, probability);
}

export interface Group {
  readonly n: number;
  readonly marked: number;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Up to here factorials are summed up; above, Stirling's series is as exact as a double. */
const SUMMED_TO = 256;
const SUMMED: readonly number[] = Array.from({ length: SUMMED_TO + 1 }).reduce<number[]>((sums, _, n) => {
  sums.push(n < 2 ? 0 : (sums[n - 1] ?? 0) + Math.log(n));
  return sums;
}, []);

function logFactorial(n: number): number {
  const summed = SUMMED[n];
  if (summed !== undefined) return summed;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
