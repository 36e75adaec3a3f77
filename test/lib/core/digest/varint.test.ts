import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packIntegers, unpackIntegers } from '../../../../lib/core/digest/varint.ts';

describe('packIntegers', () => {
  it('writes the published LEB128 example 624485 as E5 8E 26', () => {
    expect(Buffer.from(packIntegers([624_485]), 'base64')).toEqual(Buffer.from([0xe5, 0x8e, 0x26]));
  });

  it('takes three bytes under 2^21 and four under 2^28', () => {
    const bytes = (number: number) => Buffer.from(packIntegers([number]), 'base64').length;
    expect([2 ** 21 - 1, 2 ** 21, 2 ** 28 - 1, 2 ** 28].map(bytes)).toEqual([3, 4, 4, 5]);
  });

  it('gives back every whole number, up to the largest that is safe', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
        expect(unpackIntegers(packIntegers(numbers))).toEqual(numbers);
      }),
      { seed: 4, examples: [[[Number.MAX_SAFE_INTEGER, 0, 127, 128]]] },
    );
  });

  it('refuses what is negative, broken or no number', () => {
    for (const number of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => packIntegers([number])).toThrow(RangeError);
    }
  });
});
