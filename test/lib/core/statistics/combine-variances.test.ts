import { describe, expect, it } from 'vitest';
import { combineVariances } from '../../../../lib/core/statistics/combine-variances.ts';

describe('combineVariances', () => {
  it('adds the variances and keeps all degrees of freedom of two equal ones', () => {
    const part = { variance: 2, degreesOfFreedom: 9 };
    expect(combineVariances([part, part])).toEqual({ varianceOfMean: 4, degreesOfFreedom: 18 });
  });

  it('agrees with the reference for three parts', () => {
    const parts = [
      [0.4, 3],
      [0.1, 9],
      [0.02, 50],
    ] as const;
    // scripts/reference/statistics.py
    const combined = combineVariances(
      parts.map(([variance, degreesOfFreedom]) => ({ variance, degreesOfFreedom })),
    );
    expect(combined.varianceOfMean).toBeCloseTo(0.52, 12);
    expect(combined.degreesOfFreedom).toBeCloseTo(4.965800943534827, 12);
  });

  it('has the degrees of freedom of the larger where the other is negligible', () => {
    const { degreesOfFreedom } = combineVariances([
      { variance: 1, degreesOfFreedom: 4 },
      { variance: 1e-12, degreesOfFreedom: 100 },
    ]);
    expect(degreesOfFreedom).toBeCloseTo(4, 9);
  });

  it('does not lose variances as small as those of the cost of one invocation', () => {
    const part = { variance: 1e-200, degreesOfFreedom: 9 };
    expect(combineVariances([part, part]).degreesOfFreedom).toBeCloseTo(18, 9);
  });

  it('has nothing to be unsure of where all variances are 0', () => {
    expect(combineVariances([{ variance: 0, degreesOfFreedom: 9 }])).toEqual({
      varianceOfMean: 0,
      degreesOfFreedom: 0,
    });
  });
});
