import PQueue from 'p-queue';
import { CONTROL_PLANE_PER_SECOND } from './rates.ts';

/** Lets through as many control-plane calls as we take. */
export function controlPlaneQueue(): PQueue {
  return new PQueue({
    concurrency: CONTROL_PLANE_PER_SECOND,
    interval: 1000,
    intervalCap: CONTROL_PLANE_PER_SECOND,
    carryoverIntervalCount: true,
  });
}
