/**
 * Divides a number of invocations among weighted payloads by largest remainder (Hamilton's method): each
 * gets the whole part of its share, what is left goes to the largest fractions, ties to the earlier one.
 * Where there are at least as many invocations as payloads, each gets at least one.
 * Weights 1:1:1 with 5 invocations give 2, 2, 1.
 *
 * @param weights relative, each over 0
 * @returns one count for each weight; they sum up to `invocations`
 */
export function shares(weights: readonly number[], invocations: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / total) * invocations);
  const counts = exact.map(Math.floor);
  const byFraction = exact
    .map((share, index) => ({ index, fraction: share - Math.floor(share) }))
    .sort((a, b) => b.fraction - a.fraction || a.index - b.index);
  const left = invocations - counts.reduce((sum, count) => sum + count, 0);
  for (const { index } of byFraction.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1;
  return invocations >= weights.length ? atLeastOneEach(counts) : counts;
}

/** Takes from the largest what the empty ones need. */
function atLeastOneEach(counts: readonly number[]): number[] {
  const given = [...counts];
  for (let empty = given.indexOf(0); empty >= 0; empty = given.indexOf(0)) {
    const largest = given.indexOf(Math.max(...given));
    given[largest] = (given[largest] ?? 0) - 1;
    given[empty] = 1;
  }
  return given;
}

/**
 * The order in which weighted payloads are sent: their shares, spread evenly over the run instead of one
 * after another, so that a slow minute hits all alike.
 * (Smooth weighted round robin: each step every payload gains its count, the largest is sent and pays.)
 *
 * @returns the payload's index for each invocation
 */
export function payloadSequence(weights: readonly number[], invocations: number): number[] {
  const counts = shares(weights, invocations);
  const credit = counts.map(() => 0);
  return Array.from({ length: invocations }, () => {
    counts.forEach((count, index) => {
      credit[index] = (credit[index] ?? 0) + count;
    });
    const chosen = credit.indexOf(Math.max(...credit));
    credit[chosen] = (credit[chosen] ?? 0) - invocations;
    return chosen;
  });
}
