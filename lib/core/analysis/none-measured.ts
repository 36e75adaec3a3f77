import { type Candidate, candidateKey, NoCandidateMeasured } from '../../contract/index.ts';

/** Candidates that the message lists one by one. */
const LISTED = 10;

/** The error of a run without any result, with the reason of each candidate. */
export function noneMeasured(
  candidates: readonly { readonly candidate: Candidate; readonly reason: string }[],
): NoCandidateMeasured {
  const lines = candidates
    .slice(0, LISTED)
    .map(({ candidate, reason }) => `${candidateKey(candidate)}: ${reason}`);
  const rest = candidates.length - lines.length;
  return new NoCandidateMeasured(
    [
      `none of ${candidates.length} candidate${candidates.length === 1 ? '' : 's'} could be measured:`,
      ...lines.map((line) => `- ${line}`),
      ...(rest > 0 ? [`- and ${rest} more`] : []),
      'Mend what the reasons name, a function that fails or a right that is missing, and start the execution again',
    ].join('\n'),
  );
}
