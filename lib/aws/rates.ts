// What we take of Lambda's quotas, which are the whole account's: deployments go on meanwhile.

/** GetFunction has a quota of its own, 100 calls a second. */
export const GET_FUNCTION_PER_SECOND = 50;

/** All other control-plane calls together have 15 a second. */
export const CONTROL_PLANE_PER_SECOND = 8;
