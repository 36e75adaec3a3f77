import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logTail } from '../../../../lib/emulator/lambda/log-tail.ts';

describe('logTail', () => {
  it('gives a short log whole', () => {
    expect(Buffer.from(logTail('a line\n'), 'base64').toString()).toBe('a line\n');
    expect(logTail('')).toBe('');
  });

  it('gives the last 4,096 bytes of any other, even from the middle of a character', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'ä', '€', '😀'),
        fc.integer({ min: 900, max: 5000 }),
        (letter, length) => {
          const log = letter.repeat(length);
          const tail = Buffer.from(logTail(log), 'base64');
          expect(tail.equals(Buffer.from(log).subarray(-4096))).toBe(true);
        },
      ),
      { seed: 20261120 },
    );
  });
});
