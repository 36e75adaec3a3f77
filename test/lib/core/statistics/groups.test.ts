import { describe, expect, it } from 'vitest';
import { countGroups, groupsProbability } from '../../../../lib/core/statistics/groups.ts';

describe('groupsProbability', () => {
  it.each([
    [1, 3, 12, 0.045454545454545456],
    [2, 4, 12, 0.23636363636363636],
    [3, 5, 14, 0.45454545454545453],
  ])(
    'agrees with all arrangements counted out: at most %d groups, %d of %d',
    (groups, marked, n, expected) => {
      expect(groupsProbability(groups, marked, n)).toBeCloseTo(expected, 10);
    },
  );

  it('is certain for as many groups as there can be', () => {
    expect(groupsProbability(5, 5, 40)).toBeCloseTo(1, 10);
    expect(groupsProbability(9, 30, 40)).toBeLessThan(1);
    expect(groupsProbability(11, 30, 40)).toBeCloseTo(1, 10);
  });
});

describe('countGroups', () => {
  it('counts neighbours as one', () => {
    expect(countGroups([true, true, false, true, false, false, true])).toBe(3);
    expect(countGroups([false])).toBe(0);
  });
});
