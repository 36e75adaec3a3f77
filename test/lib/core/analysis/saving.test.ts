import { describe, expect, it } from 'vitest';
import { savingOf } from '../../../../lib/core/analysis/saving.ts';

describe('savingOf', () => {
  it('is positive where the chosen one is cheaper or faster', () => {
    expect(savingOf({ cost: 3, durationMs: 150 }, { cost: 4, durationMs: 100 })).toEqual({
      costPercent: 25,
      durationPercent: -50,
    });
  });

  it('is nothing where both cost nothing', () => {
    expect(savingOf({ cost: 0, durationMs: 50 }, { cost: 0, durationMs: 100 })).toEqual({
      costPercent: 0,
      durationPercent: 50,
    });
  });

  it('is absent where only the current configuration costs nothing', () => {
    expect(savingOf({ cost: 1, durationMs: 50 }, { cost: 0, durationMs: 100 })).toBeUndefined();
  });
});
