import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../../lib/contract/index.ts';
import { pricedRegions, regionPrices } from '../../../../lib/core/pricing/price-table.ts';
import { type PriceFile, priceFileText, readPriceFile } from '../../../../lib/core/pricing/table-schema.ts';

const TABLE = new URL('../../../../lib/core/pricing/lambda-prices.json', import.meta.url);

async function tableText(): Promise<string> {
  return await readFile(TABLE, 'utf8');
}

async function readTable(): Promise<PriceFile> {
  return readPriceFile(JSON.parse(await tableText()));
}

describe('regionPrices', () => {
  it('has everything that is known of a region, in units of one', () => {
    expect(regionPrices('us-east-1')).toEqual({
      currency: 'USD',
      x86_64: {
        gbSecond: 0.0000166667,
        gbSecondTiers: [
          { upToGbSeconds: 6e9, price: 0.0000166667 },
          { upToGbSeconds: 15e9, price: 0.000015 },
          { upToGbSeconds: Number.POSITIVE_INFINITY, price: 0.0000133334 },
        ],
        request: 2e-7,
        ephemeralGbSecond: 3.09e-8,
        provisionedConcurrencyGbSecond: 0.0000041667,
        provisionedDurationGbSecond: 0.0000097222,
        asOf: '2026-11-20',
        sources: expect.arrayContaining(['AWS price list extraction, offer publication 2026-09-19']),
      },
      arm64: {
        gbSecond: 0.0000133334,
        gbSecondTiers: [
          { upToGbSeconds: 7.5e9, price: 0.0000133334 },
          { upToGbSeconds: 18.75e9, price: 0.0000120001 },
          { upToGbSeconds: Number.POSITIVE_INFINITY, price: 0.0000106667 },
        ],
        request: 2e-7,
        ephemeralGbSecond: 3.09e-8,
        provisionedConcurrencyGbSecond: 0.0000033334,
        provisionedDurationGbSecond: 0.0000077778,
        asOf: '2026-11-20',
        sources: expect.any(Array),
      },
      snapStart: { cacheGbSecond: 0.0000015046, restorePerGb: 0.0001397998, cacheMinimumHours: 3 },
      stateTransition: 0.000025,
    });
  });

  it('leaves out what is not known, instead of zero', () => {
    expect(Object.keys(regionPrices('us-gov-west-1') ?? {}).sort()).toEqual([
      'currency',
      'stateTransition',
      'x86_64',
    ]);
    expect(regionPrices('us-gov-west-1')?.x86_64).toEqual({
      gbSecond: 0.0000166667,
      gbSecondTiers: [{ upToGbSeconds: 6e9, price: 0.0000166667 }],
      asOf: '2026-11-20',
      sources: expect.any(Array),
    });
  });

  it('reads China in yuan, says what was seen only rounded, and knows no bound of the tier', () => {
    expect(regionPrices('cn-north-1')).toMatchObject({
      currency: 'CNY',
      x86_64: { gbSecond: 0.0001136, gbSecondTiers: [{ price: 0.0001136 }], approximate: true },
      arm64: { gbSecond: 0.0000908, request: 1.36e-6, ephemeralGbSecond: 2.303e-7 },
    });
    expect(regionPrices('cn-north-1')?.x86_64).not.toHaveProperty('request');
    expect(regionPrices('cn-north-1')?.x86_64?.note).toContain('rounded');
  });

  it('names every source of every row in words', async () => {
    const { meta } = await readTable();
    for (const region of pricedRegions()) {
      for (const architecture of ARCHITECTURES) {
        for (const source of regionPrices(region)?.[architecture]?.sources ?? []) {
          expect(Object.values(meta.sources)).toContain(source);
        }
      }
    }
  });
});

describe('the file of the table', () => {
  it('is the text that a refresh would write, so that a refresh changes what has changed alone', async () => {
    const text = await tableText();
    const table = readPriceFile(JSON.parse(text));
    expect(JSON.parse(priceFileText(table))).toEqual(JSON.parse(text));
    expect(priceFileText(table)).toBe(text);
  });

  it('has each region in its own currency alone', async () => {
    const { regions, stepFunctions } = await readTable();
    for (const [name, region] of Object.entries(regions)) {
      const text = JSON.stringify([region, stepFunctions.standardPer1000Transitions[name] ?? null]);
      const dollars = /"usd"|(?:requestPerMillion|GbSecond)":/.test(text);
      const yuan = /"cny"|Cny":/.test(text);
      expect({ name, dollars, yuan }).toEqual({
        name,
        dollars: region.currency === 'USD',
        yuan: region.currency === 'CNY',
      });
    }
  });

  it('says itself for which regions a price of arm64 is missing', async () => {
    const { meta, regions } = await readTable();
    const missing = Object.keys(regions).filter((name) => regionPrices(name)?.arm64?.gbSecond === undefined);
    expect(meta.regionsMissingArm64Price).toEqual(missing);
  });

  it.each([
    ['a key that nobody reads', { x86_64: { requestPerMilion: 0.2, sources: ['a'] } }],
    ['a price below zero', { x86_64: { requestPerMillion: -0.2, sources: ['a'] } }],
    ['a price without a source', { x86_64: { requestPerMillion: 0.2 } }],
    ['a tier without a price', { x86_64: { gbSecond: [{ upTo: null }], sources: ['a'] } }],
    [
      'tiers that do not ascend',
      {
        x86_64: {
          gbSecond: [
            { upTo: 6e9, usd: 1 },
            { upTo: 5e9, usd: 2 },
            { upTo: null, usd: 3 },
          ],
          sources: ['a'],
        },
      },
    ],
    [
      'tiers that end',
      {
        x86_64: {
          gbSecond: [
            { upTo: 6e9, usd: 1 },
            { upTo: 7e9, usd: 2 },
          ],
          sources: ['a'],
        },
      },
    ],
  ])('refuses %s', async (_what, region) => {
    const json = JSON.parse(await tableText());
    expect(() => readPriceFile({ ...json, 'xx-test-1': { currency: 'USD', ...region } })).toThrow(
      /xx-test-1/,
    );
  });
});
