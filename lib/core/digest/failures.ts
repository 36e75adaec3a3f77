import type { Digest, Failure } from '../../contract/index.ts';

/** Different reasons that are told apart. What comes after counts as `OTHER`. */
const MAX_REASONS = 10;
const OTHER = 'other';
/** In characters. What a function throws is the user's; it must not fill the state. */
const MAX_EXAMPLE = 200;
const MAX_REASON = 100;

/** One failure may be chance. A candidate fails on the second, if they are more than this share. */
export const TOLERATED_SHARE = 0.05;

/** The digest with one more failure: counted by reason, each with its first example in words. */
export function addFailure(digest: Digest, reason: string, example: string): Digest {
  return { ...digest, failures: mergeFailures(digest.failures, [{ reason, count: 1, example }]) };
}

/** The failures of both, as if the later ones had been counted after the earlier. */
export function mergeFailures(earlier: readonly Failure[], later: readonly Failure[]): Failure[] {
  return later.reduce(
    (failures, { reason, count, example }) =>
      countFailures(failures, { reason: shortenReason(reason), count, example }),
    [...earlier],
  );
}

export function failureCount(failures: readonly Failure[]): number {
  return failures.reduce((sum, { count }) => sum + count, 0);
}

/** Why a candidate with these failures is not described; undefined where they are few enough. */
export function failedTooOften({
  invocations,
  failures,
}: Pick<Digest, 'invocations' | 'failures'>): string | undefined {
  const [first] = failures;
  const failed = failureCount(failures);
  if (first === undefined || failed < 2 || failed <= invocations * TOLERATED_SHARE) return undefined;
  return `${failed} of ${invocations} invocations failed: ${first.reason}: ${first.example}`;
}

function countFailures(failures: readonly Failure[], { reason, count, example }: Failure): Failure[] {
  const known = failures.some((failure) => failure.reason === reason);
  if (known) {
    return failures.map((failure) =>
      failure.reason === reason ? { ...failure, count: failure.count + count } : failure,
    );
  }
  if (reason !== OTHER && failures.filter((failure) => failure.reason !== OTHER).length >= MAX_REASONS) {
    return countFailures(failures, { reason: OTHER, count, example });
  }
  return [...failures, { reason, count, example: shortenExample(example) }];
}

export function shortenReason(reason: string): string {
  return shorten(reason, MAX_REASON);
}

export function shortenExample(example: string): string {
  return shorten(example, MAX_EXAMPLE);
}

/** Half of a character that takes two code units would be no valid text any more. */
function shorten(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
