/** The lines of a tail from the last to the first, each with the line after it. */
export function* linesFromEnd(tail: string): Generator<{ line: string; after: string }> {
  let after = '';
  for (let end = tail.length; end >= 0; ) {
    const start = end === 0 ? 0 : tail.lastIndexOf('\n', end - 1) + 1;
    const line = tail.slice(start, end);
    yield { line, after };
    after = line;
    end = start - 1;
  }
}
