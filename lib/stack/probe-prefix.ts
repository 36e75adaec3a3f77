/**
 * How every probe's name begins. All rights to create, change, invoke and delete functions hang on it;
 * the names themselves are made in lib/aws/probe-name.ts.
 */
export const PROBE_PREFIX = 'power-tuner-probe-';
