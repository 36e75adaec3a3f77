import { describe, expect, it } from 'vitest';
import { snapStartPrice } from '../../../../lib/core/pricing/snap-start.ts';
import { cacheCost, restoreCost, type SnapStartPrice } from '../../../../lib/core/pricing/snap-start-cost.ts';

const VIRGINIA: SnapStartPrice = {
  cacheGbSecond: 0.0000015046,
  restorePerGb: 0.0001397998,
  cacheMinimumHours: 3,
};

describe('snapStartPrice', () => {
  it('is the price of the region for Python, .NET and container images', () => {
    expect(snapStartPrice('us-east-1', 'python3.14')).toEqual(VIRGINIA);
    expect(snapStartPrice('us-east-1', 'dotnet10')).toEqual(VIRGINIA);
    expect(snapStartPrice('us-east-1', undefined)).toEqual(VIRGINIA);
  });

  it('is nothing for Java, in any region', () => {
    const price = snapStartPrice('eu-west-1', 'java25');
    expect(price && restoreCost(price, 10_240)).toBe(0);
    expect(price && cacheCost(price, { memoryMB: 10_240, hours: 730 })).toBe(0);
  });

  it('is not known for a region whose price was not seen, instead of nothing', () => {
    expect(snapStartPrice('eu-west-1', 'python3.14')).toBeUndefined();
    expect(snapStartPrice('mx-central-1', 'dotnet8')).toBeUndefined();
  });
});

describe('what SnapStart costs', () => {
  // scripts/reference/invoices.py
  it.each([
    [128, 0.000017474975, 0.00203121, 0.007109235],
    [1024, 0.0001397998, 0.01624968, 0.05687388],
    [3009, 0.0004107984357421875, 0.047749303828125, 0.1671225633984375],
    [10_240, 0.001397998, 0.1624968, 0.5687388],
  ])(
    'at %d MB is %d for a restore, %d for 3 hours of cache, %d for 10.5',
    (memoryMB, restore, three, more) => {
      expect(restoreCost(VIRGINIA, memoryMB) / restore).toBeCloseTo(1, 14);
      expect(cacheCost(VIRGINIA, { memoryMB, hours: 3 }) / three).toBeCloseTo(1, 14);
      expect(cacheCost(VIRGINIA, { memoryMB, hours: 10.5 }) / more).toBeCloseTo(1, 14);
    },
  );

  it('is three hours of cache for a version that is deleted after minutes', () => {
    const minutes = cacheCost(VIRGINIA, { memoryMB: 1024, hours: 0.1 });
    expect(minutes).toBe(cacheCost(VIRGINIA, { memoryMB: 1024, hours: 3 }));
  });
});
