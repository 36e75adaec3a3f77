import { createHash } from 'node:crypto';
import { type Candidate, candidateKey } from '../../contract/index.ts';

/**
 * In place, it is the descriptions that tell what is ours. While sizes are being published, `$LATEST` has a
 * description that says so, which makes each version new and shows what has to be put back after a crash.
 * A version has another one, given with PublishVersion: where Lambda hands out a version that somebody
 * else published meanwhile, it has not, and so is never taken for ours.
 */
const LATEST = 'Being measured by the power tuner, and put back at the end';
const VERSION = 'Temporary version for power tuning';

const HASH_DIGITS = 16;
const MARK = /^(.+) \[([0-9a-f]{16}) (x86_64|arm64)-(\d+)\]$/;

/** What a description says of where it comes from. */
export interface Mark {
  /** Of the execution. */
  readonly hash: string;
  readonly candidate: Candidate;
}

/** An execution, short enough for a description. */
export function executionHash(executionArn: string): string {
  return createHash('sha256').update(executionArn).digest('hex').slice(0, HASH_DIGITS);
}

/** The description of `$LATEST` while it has a candidate's size. */
export function latestMark(executionArn: string, candidate: Candidate): string {
  return `${LATEST} [${executionHash(executionArn)} ${candidateKey(candidate)}]`;
}

/** The description of a version that we published. */
export function versionMark(executionArn: string, candidate: Candidate): string {
  return `${VERSION} [${executionHash(executionArn)} ${candidateKey(candidate)}]`;
}

/** @returns undefined for any other description */
export function readLatestMark(description: string | undefined): Mark | undefined {
  return read(LATEST, description);
}

/** @returns undefined for any other description */
export function readVersionMark(description: string | undefined): Mark | undefined {
  return read(VERSION, description);
}

function read(kind: string, description = ''): Mark | undefined {
  const [, text, hash = '', architecture, memoryMB] = MARK.exec(description) ?? [];
  if (text !== kind) return undefined;
  return {
    hash,
    candidate: { architecture: architecture as Candidate['architecture'], memoryMB: Number(memoryMB) },
  };
}
