import { notModelled } from '../api-error.ts';

/** Whether an event is looked for. */
export type Matches = (message: string) => boolean;

const TERM = /^"(?<term>[^"\\]+)"$/;
const ANY_OF = /^\?"[^"\\]+"(?:\s+\?"[^"\\]+")*$/;

/**
 * Reads a filter pattern: one term in quotes, which a message must hold just so; several with `?` before each, of which
 * it must hold one; or nothing, which every message matches.
 * Source: "Filter pattern syntax", Amazon CloudWatch Logs User Guide.
 * @throws ApiError NotModelled for any other pattern
 */
export function readFilterPattern(pattern: string): Matches {
  if (pattern.trim() === '') return () => true;
  if (ANY_OF.test(pattern.trim())) {
    const terms = [...pattern.matchAll(/\?"([^"\\]+)"/g)].map(([, term = '']) => term);
    return (message) => terms.some((term) => message.includes(term));
  }
  const term = TERM.exec(pattern.trim())?.groups?.term;
  if (term === undefined) {
    throw notModelled(
      `the filter pattern ${pattern}`,
      'look for one term in double quotes, or for any of several with ? before each, or use AWS',
    );
  }
  return (message) => message.includes(term);
}
