import PQueue from 'p-queue';

/**
 * Lambda answers 15 control-plane calls a second for the whole account, the user's own deployments
 * included. We take at most 8.
 */
export function controlPlaneQueue(): PQueue {
  return new PQueue({ concurrency: 8, interval: 1000, intervalCap: 8, carryoverIntervalCount: true });
}
