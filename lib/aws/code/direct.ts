/** What CreateFunction takes directly. */
export const MAX_DIRECT_CODE_BYTES = 50 * 1024 * 1024;
