import { describe, expect, it } from 'vitest';
import { rankSumZ } from '../../../../lib/core/statistics/rank-sum.ts';
import { DURATIONS } from './reference-sample.ts';

const TIED = { before: [1, 2, 2, 3, 5], after: [2, 3, 3, 4, 6, 7] };

describe('rankSumZ', () => {
  it("agrees with SciPy's, with and without ties", () => {
    const halves = { before: DURATIONS.slice(0, 5), after: DURATIONS.slice(5) };
    expect(rankSumZ([halves])).toBeCloseTo(-0.313339780720256, 10);
    expect(rankSumZ([TIED])).toBeCloseTo(1.487896662402138, 10);
  });

  it('changes its sign with the order, and not with what is done to all values', () => {
    expect(rankSumZ([{ before: TIED.after, after: TIED.before }])).toBeCloseTo(-rankSumZ([TIED]), 12);
    const squared = { before: TIED.before.map((x) => x ** 2), after: TIED.after.map((x) => x ** 2) };
    expect(rankSumZ([squared])).toBeCloseTo(rankSumZ([TIED]), 12);
  });

  it('compares within strata only: two alike make it √2 times as large', () => {
    const other = { before: TIED.before.map((x) => x + 100), after: TIED.after.map((x) => x + 100) };
    expect(rankSumZ([TIED, other])).toBeCloseTo(Math.SQRT2 * rankSumZ([TIED]), 10);
  });

  it('is 0 where there is nothing to compare', () => {
    expect(rankSumZ([])).toBe(0);
    expect(rankSumZ([{ before: [], after: [1, 2] }])).toBe(0);
    expect(rankSumZ([{ before: [3, 3], after: [3, 3] }])).toBe(0);
  });
});
