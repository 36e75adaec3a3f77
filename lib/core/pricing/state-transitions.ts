/** What a run went through, as far as it decides how many states it entered. */
export interface RunShape {
  /** Branches of the Map, over all rounds. */
  readonly candidates: number;
  /** Calls of the Executor, over all candidates. */
  readonly executorCalls: number;
  /** Candidates whose last call of the Executor was lost; none by default. */
  readonly lost?: number;
  readonly rounds: number;
  /** Whether the Optimizer ran. */
  readonly apply: boolean;
}

/** Initializer, Cleaner, "Apply?", Reporter, "All done?", Done. */
const PER_RUN = 6;
/** Publisher, Measure, Analyzer, "Another round?". */
const PER_ROUND = 4;
/** Executor, "Enough samples?". */
const PER_CALL = 2;
/** Digest, or Lost. */
const PER_CANDIDATE = 1;

/**
 * How many state transitions a run that ends well is charged for: one for each state that is entered, as
 * statemachine/power-tuner.asl.json lays them out. Each retry is one more: before a run, and inside it, they
 * are not known; the execution's history has them afterwards (history-use.ts). A free tier is not subtracted.
 *
 * Source: aws.amazon.com/step-functions/pricing.
 */
export function stateTransitions({ candidates, executorCalls, lost = 0, rounds, apply }: RunShape): number {
  return (
    PER_RUN + rounds * PER_ROUND + branchTransitions({ candidates, executorCalls, lost }) + (apply ? 1 : 0)
  );
}

/** Those of them in the branches of the Map. */
export function branchTransitions({
  candidates,
  executorCalls,
  lost = 0,
}: Pick<RunShape, 'candidates' | 'executorCalls' | 'lost'>): number {
  // A lost call goes straight to Lost: nobody asks whether it has enough samples.
  return executorCalls * PER_CALL - lost + candidates * PER_CANDIDATE;
}

/** Those of one more round, beside its branches. */
export function roundTransitions(): number {
  return PER_ROUND;
}

/** Initializer, Publisher, Measure, Analyzer, "Cleaner after failure", Failed. */
const PER_REFUSED_RUN = 6;

/** The same for a run that the Analyzer refuses to go on with after its first round. */
export function refusedTransitions(shape: Omit<RunShape, 'rounds' | 'apply'>): number {
  return PER_REFUSED_RUN + branchTransitions(shape);
}
