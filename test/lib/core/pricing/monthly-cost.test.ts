import { describe, expect, it } from 'vitest';
import { PriceMissing } from '../../../../lib/contract/index.ts';
import { invocationCost } from '../../../../lib/core/pricing/cost.ts';
import { withTiers } from '../../../../lib/core/pricing/gb-second-tiers.ts';
import { monthlyCost } from '../../../../lib/core/pricing/monthly-cost.ts';
import type { PricePlace } from '../../../../lib/core/pricing/price-missing.ts';
import { priceOf } from '../../../../lib/core/pricing/price-of.ts';
import { pricesFor } from '../../../../lib/core/pricing/prices.ts';

const IRELAND = { region: 'eu-west-1', architecture: 'arm64' } as const;
const VIRGINIA = { region: 'us-east-1', architecture: 'x86_64' } as const;
const CAPE_TOWN = { region: 'af-south-1', architecture: 'x86_64' } as const;

function priceIn({ region, architecture }: PricePlace) {
  return priceOf(withTiers(pricesFor(region, [architecture]), region), architecture);
}

describe('monthlyCost', () => {
  it("agrees with AWS's example of tiered pricing: 75 million times 60 s at 2,048 MB", () => {
    const use = { invocations: 75e6, billedMs: 60_000, memoryMB: 2048, ephemeralStorageMB: 512 };
    const month = monthlyCost(priceIn(VIRGINIA), use, VIRGINIA);
    expect(month.gbSeconds).toBe(9e9);
    // scripts/reference/invoices.py
    expect(month.cost).toBeCloseTo(145_015.2, 8);
    expect(month.gbSecond).toBeCloseTo(0.00001611113333333333, 18);
    expect(month).not.toHaveProperty('approximate');
  });

  it('has /tmp in it, and a mean of billed milliseconds that is no whole number', () => {
    const use = { invocations: 3e6, billedMs: 120.3, memoryMB: 1536, ephemeralStorageMB: 1024 };
    const { cost } = monthlyCost(priceIn(IRELAND), use, IRELAND);
    expect(cost).toBeCloseTo(7.82417139, 12);
  });

  it('is so many times one invocation as long as the first tier lasts, which is exact everywhere', () => {
    const use = { billedMs: 250, memoryMB: 1024, ephemeralStorageMB: 512 };
    const price = priceIn(CAPE_TOWN);
    const month = monthlyCost(price, { ...use, invocations: 1e6 }, CAPE_TOWN);
    expect(month.cost).toBeCloseTo(1e6 * invocationCost(price, use), 10);
    expect(month).not.toHaveProperty('approximate');
  });

  it('says what is approximate once the first tier is used up', () => {
    const use = { invocations: 1e9, billedMs: 20_000, memoryMB: 1024, ephemeralStorageMB: 512 };
    const month = monthlyCost(priceIn(CAPE_TOWN), use, CAPE_TOWN);
    expect(month.cost).toBeCloseTo(400_010 + 270, 6);
    expect(month.approximate).toMatch(/only the first tier/);
  });

  it('says that no other tier was seen, from the volume on at which there may be one', () => {
    const beijing = { region: 'cn-north-1', architecture: 'arm64' } as const;
    const price = priceIn(beijing);
    const use = { billedMs: 1000, memoryMB: 1024, ephemeralStorageMB: 512 };
    expect(monthlyCost(price, { ...use, invocations: 6e9 }, beijing)).not.toHaveProperty('approximate');
    expect(monthlyCost(price, { ...use, invocations: 6e9 + 1 }, beijing).approximate).toMatch(
      /tiers .* not known for the region cn-north-1/,
    );
  });

  it('refuses /tmp over 512 MB without a price for it, with the region', () => {
    const ningxia = { region: 'cn-northwest-1', architecture: 'x86_64' } as const;
    const price = priceOf(pricesFor(ningxia.region, ['x86_64']), 'x86_64');
    const use = { invocations: 1, billedMs: 1, memoryMB: 1024, ephemeralStorageMB: 1024 };
    const attempt = () => monthlyCost(price, use, ningxia);
    expect(attempt).toThrow(PriceMissing);
    expect(attempt).toThrow(/on x86_64 for the region cn-northwest-1/);
  });
});
