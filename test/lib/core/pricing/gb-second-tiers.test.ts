import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, type Architecture } from '../../../../lib/contract/index.ts';
import { gbSecondAtVolume, gbSecondsCost } from '../../../../lib/core/pricing/at-volume.ts';
import { DISCOUNTS, gbSecondTiers } from '../../../../lib/core/pricing/gb-second-tiers.ts';
import { regionPrices } from '../../../../lib/core/pricing/price-table.ts';

function tiersIn(region: string, architecture: Architecture) {
  const gbSecond = regionPrices(region)?.[architecture]?.gbSecond;
  if (gbSecond === undefined) throw new Error(`no price in ${region}`);
  return gbSecondTiers({ region, architecture }, gbSecond);
}

describe('gbSecondsCost', () => {
  // scripts/reference/invoices.py
  it.each([
    ['us-east-1', 'x86_64', 1e6, 16.6667],
    ['us-east-1', 'x86_64', 6e9, 100_000.2],
    ['us-east-1', 'x86_64', 9e9, 145_000.2],
    ['us-east-1', 'x86_64', 20e9, 301_667.2],
    ['us-east-1', 'arm64', 7.5e9, 100_000.5],
    ['us-east-1', 'arm64', 10e9, 130_000.75],
    ['us-east-1', 'arm64', 20e9, 248_335],
    ['af-south-1', 'x86_64', 20e9, 400_010],
    ['af-south-1', 'arm64', 10e9, 172_380],
    ['cn-northwest-1', 'x86_64', 20e9, 2_269_540],
  ] as const)('of %s on %s: %d GB-seconds cost %d', (region, architecture, gbSeconds, cost) => {
    expect(gbSecondsCost(tiersIn(region, architecture), gbSeconds) / cost).toBeCloseTo(1, 14);
  });

  it('costs nothing for none, and more for more', () => {
    const tiers = tiersIn('us-east-1', 'arm64');
    expect(gbSecondsCost(tiers, 0)).toBe(0);
    const volume = fc.double({ min: 1, max: 1e11, noNaN: true });
    fc.assert(
      fc.property(volume, fc.double({ min: 1, max: 1e10, noNaN: true }), (gbSeconds, more) => {
        expect(gbSecondsCost(tiers, gbSeconds + more)).toBeGreaterThan(gbSecondsCost(tiers, gbSeconds));
      }),
      { seed: 7 },
    );
  });
});

describe('gbSecondAtVolume', () => {
  it('is the price of the first tier as long as that lasts, and falls after it', () => {
    const tiers = tiersIn('us-east-1', 'x86_64');
    expect(gbSecondAtVolume(tiers, 0)).toBe(0.0000166667);
    expect(gbSecondAtVolume(tiers, 1e6)).toBeCloseTo(0.0000166667, 18);
    expect(gbSecondAtVolume(tiers, 9e9)).toBeCloseTo(0.00001611113333333333, 18);
    expect(gbSecondAtVolume(tiers, 20e9)).toBeCloseTo(0.00001508336, 18);
  });
});

describe('gbSecondTiers', () => {
  it('has the tiers that were seen, and calls nothing approximate then', () => {
    const { tiers, approximate } = tiersIn('us-east-1', 'arm64');
    expect(tiers.map(({ price }) => price)).toEqual([0.0000133334, 0.0000120001, 0.0000106667]);
    expect(approximate).toBeUndefined();
  });

  it('applies the discounts where only the first tier was seen, and says so', () => {
    const { tiers, approximate } = tiersIn('ap-southeast-5', 'x86_64');
    expect(tiers.map(({ upToGbSeconds }) => upToGbSeconds)).toEqual([6e9, 15e9, Number.POSITIVE_INFINITY]);
    expect(tiers[1]?.price).toBeCloseTo(0.0000135, 18);
    expect(tiers[2]?.price).toBeCloseTo(0.000012, 18);
    expect(approximate).toMatch(/only the first tier .* x86_64 .* ap-southeast-5.*10% and 20%/);
  });

  it.each(ARCHITECTURES)('applies discounts that come close to the prices seen on %s', (architecture) => {
    const seen = tiersIn('us-east-1', architecture).tiers;
    const discounts = DISCOUNTS[architecture];
    expect(seen.slice(0, -1).map(({ upToGbSeconds }) => upToGbSeconds)).toEqual(
      discounts.map(({ fromGbSeconds }) => fromGbSeconds),
    );
    for (const [index, { share }] of discounts.entries()) {
      const by = ((seen[0]?.price ?? 0) * (1 - share)) / (seen[index + 1]?.price ?? 0) - 1;
      expect(Math.abs(by)).toBeLessThan(4e-6);
    }
  });

  it('takes one price for any volume where no bound was seen, and says so', () => {
    const { tiers, approximate } = tiersIn('cn-north-1', 'arm64');
    expect(tiers).toEqual([{ upToGbSeconds: Number.POSITIVE_INFINITY, price: 0.0000908 }]);
    expect(approximate).toMatch(/not known for the region cn-north-1/);
  });

  it("takes the user's own price for any volume, as exact", () => {
    const own = { tiers: [{ upToGbSeconds: Number.POSITIVE_INFINITY, price: 0.00001 }] };
    expect(gbSecondTiers({ region: 'us-east-1', architecture: 'x86_64' }, 0.00001)).toEqual(own);
    expect(gbSecondTiers({ region: 'mx-central-1', architecture: 'arm64' }, 0.00001)).toEqual(own);
  });
});
