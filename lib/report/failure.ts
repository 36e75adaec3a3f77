import { candidateKey, type Plan, type ReporterResult, type TuningResult } from '../contract/index.ts';

/** What Step Functions takes as a Cause. */
const MAX_CAUSE_BYTES = 32 * 1024;

/**
 * The end of an execution that has a decision but could not clean up or apply it. A failed execution has
 * no output, so its Cause carries the answer: `{message, left, recommendation}`.
 * @param left the probes that may still be there; the hourly sweep deletes them
 */
export function failureAfterDecision(
  plan: Plan,
  output: TuningResult | object,
  error: { readonly Error: string; readonly Cause: string },
  left: readonly string[],
): NonNullable<ReporterResult['failure']> {
  const recommendation = 'recommendation' in output ? output.recommendation : null;
  const message = messageOf(error.Cause);
  const whole = JSON.stringify({ message, left, recommendation });
  const cause =
    Buffer.byteLength(whole) <= MAX_CAUSE_BYTES
      ? whole
      : JSON.stringify({
          message: message.slice(0, 4000),
          left: left.length === 0 ? [] : [`${plan.probePrefix}*`],
          recommendation: withoutLists(recommendation),
        });
  return { error: error.Error, cause };
}

/** Every probe that the run may have made. */
export function probesOf({ probePrefix, candidates, baseline }: Plan): string[] {
  const all = [...candidates, ...(baseline === undefined ? [] : [baseline])];
  return [...new Set(all.map((candidate) => `${probePrefix}${candidateKey(candidate)}`))];
}

/** A stage's Cause is JSON with Lambda's errorMessage; anything else is taken as it is. */
function messageOf(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

function withoutLists(recommendation: unknown): unknown {
  return typeof recommendation === 'object' && recommendation !== null
    ? { ...recommendation, ties: [], pareto: [] }
    : recommendation;
}
