import type { TestContext } from 'vitest';

/** A test's line in the table that ends `npm run test:faults`. It counts as survived where the test passes. */
export interface FaultRun {
  /** What was done to the run: lines of one kind are counted together. */
  readonly kind: string;
  /** What of ours was left after the sweep. */
  leftovers: number;
  /** Targets that were not what they had been. */
  targetsChanged: number;
}

declare module 'vitest' {
  interface TaskMeta {
    faultRun?: FaultRun;
  }
}

/** Enters a test in the table; the test counts what it finds before it asserts on it. */
export function faultRun({ task }: Pick<TestContext, 'task'>, kind: string): FaultRun {
  const run: FaultRun = { kind, leftovers: 0, targetsChanged: 0 };
  task.meta.faultRun = run;
  return run;
}
