import type { Plan } from '../../contract/index.ts';

/** Beyond the target's own timeout: the way there and back, and a cold start. */
export const ANSWER_MARGIN_MS = 30_000;
/** What is kept for putting the digest together after the last invocation has answered. */
export const DIGEST_MARGIN_MS = 20_000;
/** What each processor is allowed for; one that takes longer may cost the candidate its Executor. */
const PROCESSOR_MS = 30_000;

/** How much of a stage's time has to be left for one more invocation to begin, in ms. */
export function neededMs(plan: Plan): number {
  const processors = [plan.preProcessorARN, plan.postProcessorARN].filter((arn) => arn !== undefined);
  return (
    plan.target.timeoutSeconds * 1000 +
    ANSWER_MARGIN_MS +
    plan.sleepBetweenRunsMs +
    processors.length * PROCESSOR_MS +
    DIGEST_MARGIN_MS
  );
}
