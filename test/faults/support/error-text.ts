import { PROBE_PREFIX } from '../../../lib/aws/probe-name.ts';
import { errorsOf } from './aws-errors.ts';
import type { FaultCase } from './cases.ts';

/** How a remedy is put into words. */
const REMEDY =
  /\b(needs?|check|start the execution again|start again|allows?|by hand|try again|tried again|has to be|must succeed|mend)\b/i;

/** As errors list candidates. */
const CANDIDATE = /^- (x86_64|arm64)-\d+: /m;

/** Actions that are no API's, by what errors call them. */
const IN_WORDS: Readonly<Record<string, string>> = { DownloadCode: "can't be downloaded" };

/**
 * What is missing in the error of something that failed: the action, what was given, and what to do.
 * @param names of what it was about
 */
export function errorProblems(
  one: Pick<FaultCase, 'service' | 'action' | 'kind'>,
  { error, cause }: { readonly error?: string | undefined; readonly cause?: string | undefined },
  names: readonly string[],
): string[] {
  if (error === undefined || cause === undefined) return ['it failed without an error and a cause'];
  const text = messageOf(cause);
  const action = IN_WORDS[one.action] ?? one.action;
  const isNamed = [...names, PROBE_PREFIX, 's3://', ' MB on '].some((name) => text.includes(name));
  const answered = one.kind.name.startsWith('denied') ? errorsOf(one).denied.name : undefined;
  return [
    ...(text.includes(action) ? [] : [`the error doesn't name ${action}`]),
    ...(answered === undefined || text.includes(answered) ? [] : [`the error doesn't name ${answered}`]),
    ...(isNamed || CANDIDATE.test(text) ? [] : ["the error doesn't say what was given"]),
    ...(REMEDY.test(text) ? [] : ['the error names no remedy']),
    ...(text.includes('undefined') || text.includes('[object')
      ? ['the error shows a value that is none']
      : []),
  ].map((problem) => `${problem}: ${error}: ${text}`);
}

/** Of Lambda's error JSON, or of the JSON of a run that failed after its decision. */
function messageOf(cause: string): string {
  try {
    const { errorMessage, message } = JSON.parse(cause) as { errorMessage?: string; message?: string };
    return errorMessage ?? message ?? cause;
  } catch {
    return cause;
  }
}
