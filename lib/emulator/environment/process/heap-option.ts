import type { FunctionSpec } from '../execution-environment.ts';

/** What is left to V8's heap of old objects, of the whole memory. */
const HEAP_SHARE = 0.9;

/**
 * Node's option for the size of its heap, which Lambda's runtime sets from the memory size too: V8 would take
 * its measure from the machine. What the function sets itself in NODE_OPTIONS goes before it.
 */
export function heapOption({ memoryMB, environment }: FunctionSpec): string[] {
  const own = /--max[-_]old[-_]space[-_]size/.test(environment.NODE_OPTIONS ?? '');
  return own ? [] : [`--max-old-space-size=${Math.floor(memoryMB * HEAP_SHARE)}`];
}
