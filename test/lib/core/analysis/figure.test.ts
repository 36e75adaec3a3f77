import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure, significant } from '../../../../lib/core/analysis/figure.ts';

describe('figure', () => {
  it('states the interval to five digits and the value to ten', () => {
    expect(figure(10 / 3, 7, { low: 3.12345678, high: 3.98765432 }, '')).toEqual({
      value: 3.333333333,
      n: 7,
      low: 3.1235,
      high: 3.9877,
    });
  });

  it('says why there is no interval', () => {
    expect(figure(2.5, 1, undefined, 'too few')).toEqual({ value: 2.5, n: 1, note: 'too few' });
  });

  it('has its value inside of its interval, however it is rounded', () => {
    const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, fc.nat(1000), (value, reach) => {
        const share = reach / 1e6;
        const {
          low,
          high,
          value: stated,
        } = figure(value, 5, { low: value * (1 - share), high: value * (1 + share) }, '');
        expect(low).toBeLessThanOrEqual(stated);
        expect(high).toBeGreaterThanOrEqual(stated);
      }),
      { seed: 23 },
    );
  });
});

describe('significant', () => {
  it('cuts digits, not size', () => {
    expect([significant(0.1 + 0.2), significant(1234567.89, 3), significant(0)]).toEqual([0.3, 1_230_000, 0]);
  });
});
