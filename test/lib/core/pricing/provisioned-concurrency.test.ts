import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../../lib/contract/index.ts';
import {
  type ProvisionedPrice,
  provisionedCost,
  provisionedHourCost,
  provisionedInvocationCost,
  provisionedPrice,
} from '../../../../lib/core/pricing/provisioned-concurrency.ts';

function priceIn(region: string, architecture: Architecture): ProvisionedPrice {
  const price = provisionedPrice({ region, architecture });
  if (price === undefined) throw new Error(`no price in ${region}`);
  return price;
}

describe('provisionedPrice', () => {
  it('is known where both of its prices are', () => {
    expect(priceIn('us-east-1', 'arm64')).toEqual({
      concurrencyGbSecond: 0.0000033334,
      durationGbSecond: 0.0000077778,
    });
    expect(provisionedPrice({ region: 'eu-west-1', architecture: 'arm64' })).toBeUndefined();
    expect(provisionedPrice({ region: 'mx-central-1', architecture: 'x86_64' })).toBeUndefined();
  });
});

describe('what provisioned concurrency costs', () => {
  // scripts/reference/invoices.py
  it.each([
    ['us-east-1', 'x86_64', 1024, 0.01500012],
    ['us-east-1', 'arm64', 1769, 0.020730883359375],
    ['eu-central-1', 'x86_64', 128, 0.002256615],
    ['sa-east-1', 'x86_64', 10_240, 0.2389392],
  ] as const)('in %s on %s at %d MB is %d an hour', (region, architecture, memoryMB, hour) => {
    expect(provisionedHourCost(priceIn(region, architecture), memoryMB) / hour).toBeCloseTo(1, 14);
  });

  it("agrees with AWS's example: 1,000 environments of 1,024 MB for two hours", () => {
    const use = { memoryMB: 1024, environments: 1000, seconds: 7200 };
    expect(provisionedCost(priceIn('us-east-1', 'x86_64'), use)).toBeCloseTo(30.00024, 10);
  });

  it('is rounded up to five minutes', () => {
    const price = priceIn('us-east-1', 'x86_64');
    const use = { memoryMB: 1024, environments: 1 };
    expect(provisionedCost(price, { ...use, seconds: 301 })).toBeCloseTo(0.00250002, 14);
    expect(provisionedCost(price, { ...use, seconds: 300 })).toBeCloseTo(0.00125001, 14);
    expect(provisionedCost(price, { ...use, seconds: 0 })).toBe(0);
  });

  it('makes the invocation itself cheaper', () => {
    const ordinary = { gbSecond: 0.0000166667, request: 2e-7 };
    const use = { memoryMB: 1024, billedMs: 1000, ephemeralStorageMB: 512 };
    const cost = provisionedInvocationCost(ordinary, priceIn('us-east-1', 'x86_64'), use);
    expect(cost).toBeCloseTo(0.0000099222, 16);
  });
});
