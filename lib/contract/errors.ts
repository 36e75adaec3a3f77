/**
 * Every error that a run can end with. The name is a literal, because it is what the state machine
 * matches (`ErrorEquals`) and what a user sees as the execution's error.
 * A message says what, what was given, what is allowed, and the remedy.
 */

/** The input breaks the contract. The message lists every problem, one a line. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** The target can't be read, or is of a kind that can't be tuned (yet). */
export class TargetNotTunable extends Error {
  override readonly name = 'TargetNotTunable';
}

/** The target is not what it was when the run was planned: somebody deployed meanwhile. */
export class TargetChanged extends Error {
  override readonly name = 'TargetChanged';
}

/** Another execution is tuning the target in place, or one has left it so. */
export class TargetLocked extends Error {
  override readonly name = 'TargetLocked';
}

/** The target could not be given back the configuration that it had before it was tuned in place. */
export class TargetNotRestored extends Error {
  override readonly name = 'TargetNotRestored';
}

/** The run would cost more than `maxCostUsd`. */
export class CostLimitExceeded extends Error {
  override readonly name = 'CostLimitExceeded';
}

/** No price is known for this region and architecture. */
export class PriceMissing extends Error {
  override readonly name = 'PriceMissing';
}

/** A probe could not be created. */
export class ProbeNotCreated extends Error {
  override readonly name = 'ProbeNotCreated';
}

/** The payload could not be read from S3. */
export class PayloadNotReadable extends Error {
  override readonly name = 'PayloadNotReadable';
}

/** A pre- or post-processor failed. Its samples would not be what the user asked for. */
export class ProcessorFailed extends Error {
  override readonly name = 'ProcessorFailed';
}

/** Every candidate failed or could not be measured. */
export class NoCandidateMeasured extends Error {
  override readonly name = 'NoCandidateMeasured';
}

/** The execution was stopped or has failed, so this stage stopped too. */
export class ExecutionStopped extends Error {
  override readonly name = 'ExecutionStopped';
}

/** Probes of this execution are left: they could not be deleted. */
export class ProbesLeft extends Error {
  override readonly name = 'ProbesLeft';
}

/** The answer was not applied: the target changed, or `$LATEST` is not the code that was measured. */
export class NotApplied extends Error {
  override readonly name = 'NotApplied';
}
