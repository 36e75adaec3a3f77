/**
 * Packs whole numbers into text: unsigned LEB128 (seven bits a byte, the lowest first, the top bit set
 * where more follow), then base64 without padding. A number under 2^21 takes three bytes, under 2^28 four.
 *
 * @throws RangeError for a number that is negative or not whole.
 */
export function packIntegers(numbers: readonly number[]): string {
  const bytes: number[] = [];
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0) {
      throw new RangeError(`only whole numbers, 0 or more, can be packed; got ${number}`);
    }
    append(bytes, number);
  }
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** The numbers that `packIntegers` was given. */
export function unpackIntegers(text: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let scale = 1;
  for (const byte of Buffer.from(text, 'base64')) {
    number += (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) {
      numbers.push(number);
      number = 0;
      scale = 1;
    }
  }
  return numbers;
}

/** By division, not by bits: a bitwise operation would cut the number to 32 bits. */
function append(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
