/** A log of the stages that nobody reads. */
export const QUIET = { info: () => undefined, error: () => undefined };
