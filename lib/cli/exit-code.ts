/** What the command ends with. */
export const EXIT = {
  recommended: 0,
  failed: 1,
  badInput: 2,
  /** There is a recommendation, and a condition of `--fail-if` holds, or can't be judged. */
  conditionHolds: 3,
  /** As shells have it for Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** Something that the user has to change in what was typed or written: exit code 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** The run ended without a recommendation: exit code 1. */
export class RunFailed extends Error {
  override readonly name = 'RunFailed';
}

/** Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
