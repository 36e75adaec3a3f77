import type { FunctionSpec } from '../execution-environment.ts';
import { neverStarted } from '../function-error.ts';
import type { Ended } from './function-process.ts';

/** Lambda's error type for a process that ended without an answer. */
export function exitType({ runtime }: FunctionSpec, { exit, outOfMemory }: Ended): string {
  if (outOfMemory) {
    return 'Runtime.OutOfMemory';
  }
  return runtime.startsWith('provided.') && neverStarted(exit)
    ? 'Runtime.InvalidEntrypoint'
    : 'Runtime.ExitError';
}
