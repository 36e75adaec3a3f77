import { describe, expect, it } from 'vitest';
import { normalCumulative, normalQuantile } from '../../../../lib/core/statistics/normal.ts';

describe('normalCumulative', () => {
  it.each([
    [-9.5, 0],
    [-3, 0.0013498980316300933],
    [-0.5, 0.3085375387259869],
    [0.1, 0.539827837277029],
    [1.96, 0.9750021048517795],
    [6, 0.9999999990134123],
    [9.5, 1],
  ])('agrees with SciPy at %d', (x, expected) => {
    expect(normalCumulative(x)).toBeCloseTo(expected, 14);
  });
});

describe('normalQuantile', () => {
  it.each([
    [1e-10, -6.361340902404056, 5],
    [0.001, -3.090232306167813, 12],
    [0.025, -1.9599639845400545, 12],
    [0.4, -0.2533471031357997, 12],
    [0.975, 1.959963984540054, 12],
  ])('agrees with SciPy at p = %d', (p, expected, digits) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, digits);
  });

  it('refuses what is no probability', () => {
    expect(() => normalQuantile(0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
  });
});
