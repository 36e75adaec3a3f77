import { describe, expect, it } from 'vitest';
import { inPercent, milliseconds, money, percent } from '../../../lib/report/numbers.ts';

describe('numbers', () => {
  it.each([
    [0, '0 ms'],
    [0.0123, '0.0123 ms'],
    [2.9066, '2.91 ms'],
    [84.349, '84.3 ms'],
    [100, '100 ms'],
    [1262.4, '1,262 ms'],
    [900_000, '900,000 ms'],
  ])('writes %d ms as %s', (ms, written) => {
    expect(milliseconds(ms)).toBe(written);
  });

  it.each([
    [0.4167, '$0.417'],
    [12.34, '$12.3'],
    [1204.4, '$1,204'],
    [0.0000002083, '$0.000000208'],
  ])('writes an amount of %d as %s', (amount, written) => {
    expect(money(amount, 'USD')).toBe(written);
  });

  it.each([
    [0.07, 7],
    [0.29, 29],
    [0.123456, 12.3456],
    [1 / 3, 33.3333333333],
    [0, 0],
  ])('has a share of %d in percent without what binary fractions add: %d', (share, percents) => {
    expect(inPercent(share)).toBe(percents);
  });

  it('writes a share that would round to zero as <1%', () => {
    expect(percent(0.4)).toBe('<1%');
    expect(percent(-41.6)).toBe('42%');
  });
});
