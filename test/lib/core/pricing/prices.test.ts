import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, PriceMissing, pricesSchema } from '../../../../lib/contract/index.ts';
import { pricedRegions, regionPrices } from '../../../../lib/core/pricing/price-table.ts';
import { dayOf, pricesFor } from '../../../../lib/core/pricing/prices.ts';

const GIVEN = { gbSecond: { x86_64: 0.00001 }, request: 1e-7, currency: 'USD' } as const;

describe('dayOf', () => {
  it('is the day of the oldest price that a run reckons with', () => {
    const row = { gbSecondTiers: [], sources: [] };
    const known = {
      currency: 'USD',
      x86_64: { ...row, asOf: '2026-12-01' },
      arm64: { ...row, asOf: '2026-11-20' },
    } as const;
    expect(dayOf(['x86_64', 'arm64'], known)).toBe('2026-11-20');
    expect(dayOf(['x86_64'], known)).toBe('2026-12-01');
  });
});

describe('pricesFor', () => {
  it('takes the first tier of the region, with its day and its sources', () => {
    expect(pricesFor('us-east-1', ['x86_64', 'arm64'])).toEqual({
      currency: 'USD',
      asOf: '2026-11-20',
      source: expect.stringContaining('AWS price list extraction of 2026-09-06'),
      x86_64: { gbSecond: 0.0000166667, request: 2e-7, ephemeralGbSecond: 3.09e-8 },
      arm64: { gbSecond: 0.0000133334, request: 2e-7, ephemeralGbSecond: 3.09e-8 },
      stateTransition: 0.000025,
    });
  });

  it('names only the architectures asked for', () => {
    const prices = pricesFor('eu-west-1', ['arm64']);
    expect(prices.arm64?.gbSecond).toBe(0.0000133334);
    expect(prices).not.toHaveProperty('x86_64');
  });

  it('has a price of each region and architecture as the table has it, or refuses', () => {
    for (const region of pricedRegions()) {
      for (const architecture of ARCHITECTURES) {
        const row = regionPrices(region)?.[architecture];
        if (row?.gbSecond === undefined || row.request === undefined) {
          expect(() => pricesFor(region, [architecture])).toThrow(PriceMissing);
        } else {
          const prices = pricesFor(region, [architecture]);
          expect(pricesSchema.parse(prices)).toEqual(prices);
          expect(prices[architecture]?.gbSecond).toBeGreaterThan(0);
          expect(prices[architecture]?.request).toBeGreaterThan(0);
        }
      }
    }
  });

  it('reckons in yuan in China, state transitions too', () => {
    expect(pricesFor('cn-northwest-1', ['x86_64', 'arm64'])).toMatchObject({
      currency: 'CNY',
      x86_64: { gbSecond: 0.000113477, request: 1.36e-6 },
      arm64: { gbSecond: 0.0000908, request: 1.36e-6, ephemeralGbSecond: 2.049e-7 },
      stateTransition: 0.1891 / 1000,
    });
  });

  it('leaves out what the table does not know, instead of zero', () => {
    expect(pricesFor('cn-northwest-1', ['x86_64']).x86_64).not.toHaveProperty('ephemeralGbSecond');
    expect(pricesFor('ap-southeast-5', ['x86_64'])).not.toHaveProperty('stateTransition');
  });

  it('puts given prices before those of the table, which keeps what an input can not give', () => {
    expect(pricesFor('us-east-1', ['x86_64'], GIVEN, '2026-12-01')).toEqual({
      currency: 'USD',
      asOf: '2026-12-01',
      source: 'given in the input',
      x86_64: { gbSecond: 0.00001, request: 1e-7, ephemeralGbSecond: 3.09e-8 },
      stateTransition: 0.000025,
    });
  });

  it('prices a region that the table does not know from given prices', () => {
    expect(pricesFor('mx-central-1', ['x86_64'], GIVEN, '2026-12-01')).toEqual({
      currency: 'USD',
      asOf: '2026-12-01',
      source: 'given in the input',
      x86_64: { gbSecond: 0.00001, request: 1e-7 },
    });
  });

  it('mixes no currencies: dollars given for a region in yuan take nothing from the table', () => {
    const prices = pricesFor('cn-northwest-1', ['x86_64'], GIVEN, '2026-12-01');
    expect(prices.currency).toBe('USD');
    expect(prices).not.toHaveProperty('stateTransition');
  });

  it('refuses a region without a price, naming it and the remedy with an example', () => {
    const attempt = () => pricesFor('mx-central-1', ['x86_64']);
    expect(attempt).toThrow(PriceMissing);
    expect(attempt).toThrow(/mx-central-1.*give it in the input as `prices`.*"gbSecond":\{"x86_64":/);
  });

  it('refuses an architecture without a price of a GB-second in a region that has the other', () => {
    expect(() => pricesFor('eu-south-2', ['x86_64'])).not.toThrow();
    expect(() => pricesFor('eu-south-2', ['x86_64', 'arm64'])).toThrow(
      /no price of a GB-second on arm64 or of a request on arm64 is known for the region eu-south-2/,
    );
  });

  it('refuses with all that is missing at once, and both remedies', () => {
    const attempt = () => pricesFor('us-gov-east-1', ['x86_64', 'arm64']);
    expect(attempt).toThrow(
      'no price of a request on x86_64 or of a GB-second on arm64 or of a request on arm64 is known for the region us-gov-east-1: ' +
        'give it in the input as `prices`, from your price list, for example {"prices":{"gbSecond":{"x86_64":0.0000166667,"arm64":0.0000166667},"request":2e-7,"currency":"USD"}} (for one GB-second and one request), ' +
        "or read AWS's price list in the repository (npm run prices:refresh -- --region us-gov-east-1 --write) and deploy again",
    );
  });

  it('refuses a region whose request price is not known', () => {
    expect(() => pricesFor('ap-southeast-3', ['arm64'])).toThrow(
      /a request on arm64 is known for the region ap-southeast-3/,
    );
    expect(() => pricesFor('us-gov-east-1', ['x86_64'])).toThrow(/a request on x86_64/);
  });

  it('refuses given prices without the architecture that is measured', () => {
    expect(() => pricesFor('us-east-1', ['arm64'], GIVEN, '2026-12-01')).toThrow(
      /arm64.*us-east-1.*"arm64":/,
    );
  });

  it('refuses names that every object has', () => {
    expect(() => pricesFor('constructor', ['x86_64'])).toThrow(PriceMissing);
    expect(() => pricesFor('_meta', ['x86_64'])).toThrow(PriceMissing);
  });
});
