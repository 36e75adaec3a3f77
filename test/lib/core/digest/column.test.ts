import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packColumn, unpackColumn } from '../../../../lib/core/digest/column.ts';

describe('packColumn', () => {
  it('gives back every value of two decimals exactly, as the report line wrote it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900_000_000 })), (hundredths) => {
        const values = hundredths.map((value) => Number((value / 100).toFixed(2)));
        expect(unpackColumn(packColumn(values))).toEqual(values);
      }),
      { seed: 5 },
    );
  });

  it('keeps values that have no exact binary form', () => {
    const values = [0.01, 0.07, 1.1, 62.14, 162.08, 113.58, 8_191.99, 899_999.99];
    expect(unpackColumn(packColumn(values))).toEqual(values);
  });

  it('is empty text for no values', () => {
    expect(packColumn([])).toBe('');
    expect(unpackColumn('')).toEqual([]);
  });

  it('refuses a negative duration and what is no number', () => {
    expect(() => packColumn([-0.01])).toThrow(RangeError);
    expect(() => packColumn([Number.NaN])).toThrow(RangeError);
  });
});
