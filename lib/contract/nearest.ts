const LONGEST_WORD = 64;

/**
 * The known word that a mistyped one most probably means: the smallest edit distance, at most a third
 * of the word's length (rounded up), without regard to case.
 * @returns undefined where none is near.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // No word at all; and the time that it takes grows with its length.
  if (word.length > LONGEST_WORD) return undefined;
  const limit = Math.ceil(word.length / 3);
  const ranked = known
    .filter((candidate) => Math.abs(candidate.length - word.length) <= limit)
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= limit ? best.candidate : undefined;
}

/** Levenshtein distance: the fewest insertions, deletions and substitutions between two words. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
