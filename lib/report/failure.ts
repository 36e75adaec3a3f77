import { candidateKey, type Plan, type ReporterResult, type TuningResult } from '../contract/index.ts';

/** What Step Functions takes as a Cause. */
const MAX_CAUSE_BYTES = 32 * 1024;
/** Characters. */
const LONG_MESSAGE = 4000;

/** Cleaning up comes before applying, so that it can't undo the answer. */
const NOT_APPLIED = '. Nothing was applied: apply the recommendation by hand, or start the execution again';

/** What a stage after the decision ended with, as the state machine caught it. */
interface StageFailure {
  readonly stage: 'Cleaner' | 'Optimizer';
  readonly Error: string;
  readonly Cause: string;
}

/**
 * The end of an execution that has a decision but could not clean up or apply it. A failed execution has
 * no output, so its Cause carries the answer: `{message, left, recommendation}`.
 * @param left what may still be there, where it is cleaning up that failed; the hourly sweep deletes it
 */
export function failureAfterDecision(
  plan: Plan,
  output: TuningResult | object,
  { stage, Error: error, Cause }: StageFailure,
  left: readonly string[],
): NonNullable<ReporterResult['failure']> {
  const recommendation = 'recommendation' in output ? output.recommendation : null;
  // Where it was lost, Lambda's own words don't say of which function they are.
  const notApplied = stage === 'Cleaner' && plan.apply ? NOT_APPLIED : '';
  const message = `the ${stage} failed: ${messageOf(Cause)}${notApplied}`;
  const whole = JSON.stringify({ message, left, recommendation });
  const cause =
    Buffer.byteLength(whole) <= MAX_CAUSE_BYTES
      ? whole
      : JSON.stringify({
          message: shortened(message),
          left: left.length <= 1 ? left : [`${plan.probePrefix}*`],
          recommendation: withoutLists(recommendation),
        });
  return { error, cause };
}

/** All that a run may have made and that may still be there: its probes, or in place its versions. */
export function madeBy({ probePrefix, candidates, baseline, isolation, target }: Plan): string[] {
  if (isolation === 'in-place') return [`versions of ${target.functionArn}`];
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

/** What was to be done stands at the end. */
function shortened(message: string): string {
  return message.length <= LONG_MESSAGE
    ? message
    : `${message.slice(0, LONG_MESSAGE / 2)} … ${message.slice(-LONG_MESSAGE / 2)}`;
}

function withoutLists(recommendation: unknown): unknown {
  return typeof recommendation === 'object' && recommendation !== null
    ? { ...recommendation, ties: [], pareto: [] }
    : recommendation;
}
