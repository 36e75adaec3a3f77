import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payloadSequence, shares } from '../../../../lib/core/payload/shares.ts';

describe('shares', () => {
  it('gives 1:1:1 with five invocations 2, 2 and 1, where the other tool gives 1, 1 and 3', () => {
    expect(shares([1, 1, 1], 5)).toEqual([2, 2, 1]);
  });

  it('gives the documented example 10%, 30% and 60%', () => {
    expect(shares([5, 15, 30], 100)).toEqual([10, 30, 60]);
  });

  it('sends every payload at least once, however small its weight', () => {
    expect(shares([1000, 1, 1], 5)).toEqual([3, 1, 1]);
  });

  it('sums up to the invocations and stays within one of the exact share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 8, max: 500 }),
        (weights, invocations) => {
          const counts = shares(weights, invocations);
          expect(counts.reduce((a, b) => a + b, 0)).toBe(invocations);
          const total = weights.reduce((a, b) => a + b, 0);
          counts.forEach((count, index) => {
            const exact = ((weights[index] ?? 0) / total) * invocations;
            // Raising the empty ones may take several from the largest.
            if (exact >= 1) expect(Math.abs(count - exact)).toBeLessThan(weights.length + 1);
            expect(count).toBeGreaterThan(0);
          });
        },
      ),
      { seed: 1 },
    );
  });
});

describe('payloadSequence', () => {
  it('spreads the payloads instead of sending them in blocks', () => {
    expect(payloadSequence([1, 1], 6)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('sends exactly the shares', () => {
    const sequence = payloadSequence([5, 15, 30], 100);
    expect([0, 1, 2].map((payload) => sequence.filter((sent) => sent === payload).length)).toEqual([
      10, 30, 60,
    ]);
  });
});
