import { describe, expect, it } from 'vitest';
import { runUseOf } from '../../../../lib/core/pricing/run-use.ts';

const MEMORY = { Initializer: 1024, Executor: 512, Reporter: 512 };

describe('runUseOf', () => {
  it('adds the states that come after the Reporter, and the memory of each stage', () => {
    const tasks = {
      Initializer: { calls: 1, ms: 300 },
      Executor: { calls: 4, ms: 9000 },
      Elsewhere: { calls: 1, ms: 1 },
    };
    expect(runUseOf({ stateTransitions: 20, retries: 1, tasks }, MEMORY)).toEqual({
      stateTransitions: 22,
      stages: {
        Initializer: { memoryMB: 1024, calls: 1, billedMs: 300 },
        Executor: { memoryMB: 512, calls: 4, billedMs: 9000 },
      },
    });
  });

  it('knows nothing from a history that leaves out what happened inside the Map', () => {
    const tasks = { Initializer: { calls: 1, ms: 300 } };
    expect(runUseOf({ stateTransitions: 9, retries: 2, tasks }, MEMORY)).toBeUndefined();
  });
});
