import { createHash } from 'node:crypto';
import { type Candidate, candidateKey } from '../contract/index.ts';

/** Prefix of every probe of every execution; the tuner's permissions end with it. */
export const PROBE_PREFIX = 'power-tuner-probe-';

const HASH_DIGITS = 10;

/** Prefix of the probes of one execution. */
export function probePrefix(executionArn: string): string {
  const hash = createHash('sha256').update(executionArn).digest('hex').slice(0, HASH_DIGITS);
  return `${PROBE_PREFIX}${hash}-`;
}

/** The one name that a candidate's probe has within an execution: at most 47 characters. */
export function probeName(prefix: string, candidate: Candidate): string {
  return `${prefix}${candidateKey(candidate)}`;
}

export const TAGS = {
  execution: 'power-tuner:execution',
  target: 'power-tuner:target',
  expires: 'power-tuner:expires',
} as const;

/** A tag's value may hold letters, digits, spaces and `+ - = . _ : / @`, at most 256 of them. */
export function tagValue(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\s+\-=._:/@]/gu, '_').slice(0, 256);
}
