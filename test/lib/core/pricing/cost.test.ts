import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriceMissing } from '../../../../lib/contract/index.ts';
import { invocationCost, totalCost } from '../../../../lib/core/pricing/cost.ts';
import { priceOf } from '../../../../lib/core/pricing/price-of.ts';
import { pricesFor } from '../../../../lib/core/pricing/prices.ts';

/** What the invoice says, reckoned by hand from the region's price list. */
const INVOICES = [
  {
    of: '100 ms at 1,024 MB in us-east-1 on x86_64',
    use: { region: 'us-east-1', architecture: 'x86_64', memoryMB: 1024, billedMs: 100 },
    cost: 0.1 * 1 * 0.0000166667 + 0.0000002,
    written: 1.86667e-6,
  },
  {
    of: 'the same on arm64',
    use: { region: 'us-east-1', architecture: 'arm64', memoryMB: 1024, billedMs: 100 },
    cost: 0.1 * 1 * 0.0000133334 + 0.0000002,
    written: 1.53334e-6,
  },
  {
    of: 'one millisecond at 128 MB, most of which is the request',
    use: { region: 'us-east-1', architecture: 'x86_64', memoryMB: 128, billedMs: 1 },
    cost: 0.001 * 0.125 * 0.0000166667 + 0.0000002,
    written: 2.020833375e-7,
  },
  {
    of: 'a cold start of 62.14 ms + 162.08 ms, billed as 225 ms',
    use: { region: 'eu-west-1', architecture: 'x86_64', memoryMB: 128, billedMs: 225 },
    cost: 0.225 * 0.125 * 0.0000166667 + 0.0000002,
    written: 6.687509375e-7,
  },
  {
    of: 'a SnapStart start of 306.34 ms + 303 ms, billed as 610 ms, not 913',
    use: { region: 'eu-west-1', architecture: 'x86_64', memoryMB: 512, billedMs: 610 },
    cost: 0.61 * 0.5 * 0.0000166667 + 0.0000002,
    written: 5.2833435e-6,
  },
  {
    of: 'a second at 1,769 MB, a whole CPU',
    use: { region: 'eu-central-1', architecture: 'x86_64', memoryMB: 1769, billedMs: 1000 },
    cost: 1 * (1769 / 1024) * 0.0000166667 + 0.0000002,
    written: 2.89923752929688e-5,
  },
  {
    of: 'a second at 10,240 MB on arm64',
    use: { region: 'eu-central-1', architecture: 'arm64', memoryMB: 10_240, billedMs: 1000 },
    cost: 1 * 10 * 0.0000133334 + 0.0000002,
    written: 1.33534e-4,
  },
  {
    of: 'a dear region: Cape Town',
    use: { region: 'af-south-1', architecture: 'x86_64', memoryMB: 256, billedMs: 40 },
    cost: 0.04 * 0.25 * 0.0000221 + 0.00000027,
    written: 4.91e-7,
  },
  {
    of: 'Cape Town on arm64, which has a price of its own',
    use: { region: 'af-south-1', architecture: 'arm64', memoryMB: 256, billedMs: 40 },
    cost: 0.04 * 0.25 * 0.00001768 + 0.00000027,
    written: 4.468e-7,
  },
  {
    of: 'Milan at 3,008 MB',
    use: { region: 'eu-south-1', architecture: 'x86_64', memoryMB: 3008, billedMs: 500 },
    cost: 0.5 * 2.9375 * 0.0000195172 + 0.00000023,
    written: 2.88958875e-5,
  },
  {
    of: 'Malaysia, which is cheaper than Virginia',
    use: { region: 'ap-southeast-5', architecture: 'arm64', memoryMB: 512, billedMs: 200 },
    cost: 0.2 * 0.5 * 0.000012 + 0.00000018,
    written: 1.38e-6,
  },
  {
    of: 'Ningxia, in yuan',
    use: { region: 'cn-northwest-1', architecture: 'x86_64', memoryMB: 1024, billedMs: 100 },
    cost: 0.1 * 1 * 0.000113477 + 0.00000136,
    written: 1.27077e-5,
  },
  {
    of: 'Beijing on arm64, in yuan',
    use: { region: 'cn-north-1', architecture: 'arm64', memoryMB: 1024, billedMs: 100 },
    cost: 0.1 * 1 * 0.0000908 + 0.00000136,
    written: 1.044e-5,
  },
  {
    of: '1,536 MB of /tmp, of which 1,024 are paid',
    use: {
      region: 'us-east-1',
      architecture: 'x86_64',
      memoryMB: 1024,
      billedMs: 1000,
      ephemeralStorageMB: 1536,
    },
    cost: 1 * 1 * 0.0000166667 + 0.0000002 + 1 * 1 * 0.0000000309,
    written: 1.68976e-5,
  },
] as const;

const ARM: Parameters<typeof invocationCost>[0] = { gbSecond: 0.0000133334, request: 0.0000002 };
const AT_1024 = { memoryMB: 1024, billedMs: 100, ephemeralStorageMB: 512 };

describe('invocationCost', () => {
  it.each(INVOICES)('agrees with the invoice of $of', ({ use, cost, written }) => {
    const { region, architecture, memoryMB, billedMs } = use;
    const ephemeralStorageMB = 'ephemeralStorageMB' in use ? use.ephemeralStorageMB : 512;
    const price = priceOf(pricesFor(region, [architecture]), architecture);
    const reckoned = invocationCost(price, { memoryMB, billedMs, ephemeralStorageMB });
    expect(reckoned / cost).toBeCloseTo(1, 12);
    expect(reckoned / written).toBeCloseTo(1, 12);
  });

  it('rounds nothing: the mean of 1, 1 and 2 ms is priced as 4/3 ms', () => {
    const costs = [1, 1, 2].map((billedMs) => invocationCost(ARM, { ...AT_1024, billedMs }));
    const mean = costs.reduce((sum, cost) => sum + cost, 0) / 3;
    expect(mean).toBeCloseTo((4 / 3 / 1000) * 0.0000133334 + 0.0000002, 18);
  });

  it('is linear in the billed milliseconds, from the price of a request on', () => {
    const size = fc.integer({ min: 128, max: 10_240 });
    const ms = fc.integer({ min: 0, max: 900_000 });
    fc.assert(
      fc.property(size, ms, ms, (memoryMB, a, b) => {
        const cost = (billedMs: number) =>
          invocationCost(ARM, { ...AT_1024, memoryMB, billedMs }) - ARM.request;
        expect(cost(a + b)).toBeCloseTo(cost(a) + cost(b), 12);
        expect(cost(0)).toBe(0);
      }),
      { seed: 3 },
    );
  });

  it('adds up: the total of many invocations is the sum of each', () => {
    const each = [3, 40, 500].map((billedMs) => invocationCost(ARM, { ...AT_1024, billedMs }));
    const total = totalCost(ARM, { ...AT_1024, billedMs: 543, requests: 3 });
    expect(total).toBeCloseTo(
      each.reduce((sum, cost) => sum + cost, 0),
      15,
    );
  });

  it('refuses ephemeral storage over 512 MB without a price for it', () => {
    const use = { ...AT_1024, ephemeralStorageMB: 1024 };
    expect(() => invocationCost(ARM, use)).toThrow(PriceMissing);
    expect(() => invocationCost(ARM, use)).toThrow(/the function has 1024 MB/);
    expect(() => invocationCost(ARM, use, { region: 'cn-northwest-1', architecture: 'x86_64' })).toThrow(
      /over 512 MB is known on x86_64 for the region cn-northwest-1; .* prices:refresh -- --region cn-northwest-1/,
    );
  });
});
