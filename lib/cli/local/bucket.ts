/** The emulator's stand-in for the stack's own bucket: locks, and code that is too large to be sent directly. */
export const LOCAL_BUCKET = 'power-tuner-staging';

/** The emulator's stand-in for a results bucket. */
export const LOCAL_RESULTS_BUCKET = 'power-tuner-results';
