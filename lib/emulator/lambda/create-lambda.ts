import { MEMORY_MB } from '../../contract/index.ts';
import type { Place } from '../arn.ts';
import type { EmulatorOptions } from '../emulator.ts';
import { invocationEvent } from '../invocation-event.ts';
import { createLogStore } from '../logs/log-store.ts';
import { createObjectStore } from '../s3/object-store.ts';
import { createCodeStore } from './code-store.ts';
import { createConcurrency } from './concurrency.ts';
import type { LambdaContext } from './context.ts';
import type { FunctionRecord } from './function-record.ts';
import type { Images } from './images.ts';
import { createInstances } from './instances.ts';
import { scaledDelays } from './lifecycle.ts';
import { limitsOf } from './limits.ts';
import { createRequestRates } from './request-rates.ts';
import { withScalingRate } from './scaling-rate.ts';

/** AWS's own. */
const DEFAULT_DELAYS = 1;
const DEFAULT_LIMITS = {};

/** Where it is, and what is known there. */
export interface Surroundings {
  readonly place: Place;
  readonly endpoint: string;
  readonly images: Images;
}

/** What the actions of Lambda's API work on, empty. */
export function createLambda(
  options: EmulatorOptions,
  { place, endpoint, images }: Surroundings,
): LambdaContext {
  const nowMs = options.nowMs ?? Date.now;
  const limits = limitsOf(options.limits ?? DEFAULT_LIMITS);
  const functions = new Map<string, FunctionRecord>();
  return {
    place,
    functions,
    layers: new Map(),
    code: createCodeStore(nowMs),
    images,
    instances: createInstances(withScalingRate(options.createEnvironment, limits, nowMs)),
    objects: createObjectStore(),
    logs: createLogStore(nowMs),
    concurrency: createConcurrency(functions, limits.concurrentExecutions),
    rates: createRequestRates(limits, nowMs),
    limits,
    memoryLimitMB: options.memoryLimitMB ?? MEMORY_MB.max,
    undecryptableKeys: new Set(options.undecryptableKeys),
    delays: scaledDelays(options.delays ?? DEFAULT_DELAYS),
    nowMs,
    endpoint: () => endpoint,
    invoked: (record, version, outcome) =>
      options.onInvocation?.(invocationEvent(place, record, version, outcome)),
  };
}
