import { describe, expect, it } from 'vitest';
import { addFailure, emptyDigest } from '../../../../lib/core/digest/digest.ts';

const EMPTY = emptyDigest({ architecture: 'x86_64', memoryMB: 128 });

describe('addFailure', () => {
  it('counts by reason and keeps the first example', () => {
    const digest = [
      ['timeout', 'task timed out after 3.00 seconds'],
      ['Runtime.OutOfMemory', 'killed'],
      ['timeout', 'another'],
    ].reduce((soFar, [reason = '', example = '']) => addFailure(soFar, reason, example), EMPTY);
    expect(digest.failures).toEqual([
      { reason: 'timeout', count: 2, example: 'task timed out after 3.00 seconds' },
      { reason: 'Runtime.OutOfMemory', count: 1, example: 'killed' },
    ]);
    expect(EMPTY.failures).toEqual([]);
  });

  it('keeps two hundred characters of an example, and no half ones', () => {
    const digest = addFailure(EMPTY, 'Error', `${'x'.repeat(199)}😀 and more`);
    expect(digest.failures[0]?.example).toHaveLength(200);
    expect(digest.failures[0]?.example.isWellFormed()).toBe(true);
  });

  it('tells ten reasons apart and counts the rest as other', () => {
    let digest = EMPTY;
    for (let index = 0; index < 14; index++) digest = addFailure(digest, `Error${index}`, `example ${index}`);
    digest = addFailure(digest, 'Error3', 'again');
    expect(digest.failures).toHaveLength(11);
    expect(digest.failures.at(-1)).toEqual({ reason: 'other', count: 4, example: 'example 10' });
    expect(digest.failures[3]?.count).toBe(2);
  });

  it('shortens a reason as long as a message, and still counts it as one', () => {
    const long = 'E'.repeat(5000);
    const digest = addFailure(addFailure(EMPTY, long, 'a'), long, 'b');
    expect(digest.failures.map(({ reason, count }) => [reason.length, count])).toEqual([[100, 2]]);
  });
});
