import { describe, expect, it } from 'vitest';
import { readFilterPattern } from '../../../../lib/emulator/logs/filter-pattern.ts';

describe('readFilterPattern', () => {
  it.each(['', '  '])('matches everything with the pattern "%s"', (pattern) => {
    expect(readFilterPattern(pattern)('anything')).toBe(true);
  });

  it('matches what holds the term in quotes, just so', () => {
    const matches = readFilterPattern('"RequestId: 4f-2 (x)"');
    expect(matches('START RequestId: 4f-2 (x) Version')).toBe(true);
    expect(matches('START requestid: 4f-2 (x) Version')).toBe(false);
    expect(matches('START RequestId: 4f-2')).toBe(false);
  });

  it('matches what holds one of several terms', () => {
    const matches = readFilterPattern('?"REPORT RequestId" ?"[ERROR]"');
    expect(['REPORT RequestId: 1', '[ERROR] no', 'START RequestId: 1'].map(matches)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    'ERROR',
    '"one" "two"',
    '-"one"',
    '?"one" "two"',
    '?one',
    '{ $.a = 1 }',
    '[a, b]',
    '%a.b%',
    '"a\\"b"',
    '"',
  ])('refuses %s, which it does not model', (pattern) => {
    expect(() => readFilterPattern(pattern)).toThrow('look for one term in double quotes');
  });
});
