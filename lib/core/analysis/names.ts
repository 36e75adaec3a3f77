import type { Candidate } from '../../contract/index.ts';

/** Candidates that a message names. */
const LISTED = 10;

export function name({ memoryMB, architecture }: Candidate): string {
  return `${memoryMB} MB on ${architecture}`;
}

export function list(candidates: readonly Candidate[]): string {
  return listed(candidates.map(name));
}

/** The first ten of them, and how many more there are. */
export function listed(texts: readonly string[]): string {
  const rest = texts.length - LISTED;
  return [...texts.slice(0, LISTED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
