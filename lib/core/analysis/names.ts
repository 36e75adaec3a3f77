import type { Candidate } from '../../contract/index.ts';

/** Candidates that a message names. */
const LISTED = 10;

export function name({ memoryMB, architecture }: Candidate): string {
  return `${memoryMB} MB on ${architecture}`;
}

export function list(candidates: readonly Candidate[]): string {
  const rest = candidates.length - LISTED;
  return [...candidates.slice(0, LISTED).map(name), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
