import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TuningResult } from '../../../lib/contract/index.ts';

/**
 * The real runs that pages are made of:
 * - demo: the replayed example, both architectures, its current size not the recommended one
 * - small: real processes, with cold starts and a share of them, so that there are blends; traffic is given
 * - failing: real processes that throw where memory is small, and an architecture that this machine can't run
 */
export const RUNS = ['demo', 'small', 'failing'] as const;
export type Run = (typeof RUNS)[number];

declare module 'vitest' {
  interface ProvidedContext {
    /** Where results and pages are. */
    readonly pagesFolder: string;
  }
}

export function pagesFolder(): string {
  return inject('pagesFolder');
}

export function resultOf(run: Run): TuningResult {
  return JSON.parse(readFileSync(join(pagesFolder(), `${run}.json`), 'utf8')) as TuningResult;
}
