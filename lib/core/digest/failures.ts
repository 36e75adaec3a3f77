import type { Digest, Failure } from '../../contract/index.ts';

/** Different reasons that are told apart. What comes after counts as `OTHER`. */
const MAX_REASONS = 10;
const OTHER = 'other';
/** In characters. What a function throws is the user's; it must not fill the state. */
const MAX_EXAMPLE = 200;
const MAX_REASON = 100;

/** The digest with one more failure: counted by reason, each with its first example in words. */
export function addFailure(digest: Digest, reason: string, example: string): Digest {
  return { ...digest, failures: countFailure(digest.failures, shorten(reason, MAX_REASON), example) };
}

function countFailure(failures: readonly Failure[], reason: string, example: string): Failure[] {
  const known = failures.some((failure) => failure.reason === reason);
  if (known) {
    return failures.map((failure) =>
      failure.reason === reason ? { ...failure, count: failure.count + 1 } : failure,
    );
  }
  if (reason !== OTHER && failures.filter((failure) => failure.reason !== OTHER).length >= MAX_REASONS) {
    return countFailure(failures, OTHER, example);
  }
  return [...failures, { reason, count: 1, example: shorten(example, MAX_EXAMPLE) }];
}

/** Half of a character that takes two code units would be no valid text any more. */
function shorten(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
