import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readOffer } from '../../../scripts/prices/offer.ts';
import { type Reading, readPrices } from '../../../scripts/prices/reading.ts';
import { bothArchitectures, type SampleProduct, sampleOffer } from './sample-offer.ts';

const FIXTURE = new URL('../../fixtures/price-list/AWSLambda-eu-west-1.json', import.meta.url);

function read(products: readonly SampleProduct[], offerCode = 'AWSLambda'): Reading {
  return readPrices(readOffer(sampleOffer(products, { offerCode }), 'offer.json'));
}

const GB_SECOND = { usagetype: 'Lambda-GB-Second', regionCode: 'us-east-1', unit: 'Lambda-GB-Second' };

describe('readPrices', () => {
  it('takes everything that the table has from an offer of one region, in its units', async () => {
    const { regions, notes } = readPrices(readOffer(await readFile(FIXTURE, 'utf8'), 'offer.json'));
    expect(regions).toEqual([
      {
        region: 'eu-west-1',
        currency: 'USD',
        rows: {
          x86_64: {
            gbSecond: [
              { upTo: 6e9, price: 0.0000166667 },
              { upTo: 15e9, price: 0.000015 },
              { upTo: null, price: 0.0000133334 },
            ],
            requestPerMillion: 0.2,
            ephemeralGbSecond: 3.4e-8,
            provisionedConcurrencyGbSecond: 0.000004646,
            provisionedDurationGbSecond: 0.0000108407,
          },
          arm64: {
            gbSecond: [
              { upTo: 7.5e9, price: 0.000013 },
              { upTo: 18.75e9, price: 0.0000117 },
              { upTo: null, price: 0.0000104 },
            ],
            requestPerMillion: 0.2,
            ephemeralGbSecond: 3.4e-8,
            provisionedConcurrencyGbSecond: 0.0000037168,
            provisionedDurationGbSecond: 0.0000086725,
          },
        },
        snapStart: { cacheGbSecond: 0.0000015046, restorePerGb: 0.0001397998 },
      },
    ]);
    expect(notes).toEqual([
      'unknown usage type Lambda-Warm-Pool-GB-Second ("Something that is sold since last week") in eu-west-1: left out',
    ]);
  });

  it.each([
    ['us-east-1', ''],
    ['eu-west-1', 'EU-'],
    ['ap-northeast-2', 'APN2-'],
    ['us-gov-west-1', 'UGW1-'],
    ['mx-central-1', 'MXC1-'],
    ['us-gov-east-1', 'us-gov-east-1-'],
  ])('knows the usage types of %s, whose prefix is %j', (regionCode, prefix) => {
    const prices = { x86_64: '0.0000166667', arm64: '0.0000133334', request: '0.0000002000' };
    const { regions, notes } = read(bothArchitectures(regionCode, prefix, prices));
    expect(notes).toEqual([]);
    expect(regions).toMatchObject([
      {
        region: regionCode,
        rows: {
          x86_64: { gbSecond: [{ upTo: null, price: 0.0000166667 }], requestPerMillion: 0.2 },
          arm64: { gbSecond: [{ upTo: null, price: 0.0000133334 }], requestPerMillion: 0.2 },
        },
      },
    ]);
  });

  it('reads China in yuan, and nothing in dollars there', () => {
    const prices = { x86_64: '0.0001134770', arm64: '0.0000908000', request: '0.0000013600' };
    const yuan = read(bothArchitectures('cn-northwest-1', 'CNW1-', prices, 'CNY'));
    expect(yuan.regions).toMatchObject([
      { currency: 'CNY', rows: { x86_64: { requestPerMillion: 1.36 }, arm64: { requestPerMillion: 1.36 } } },
    ]);
    const dollars = read(bothArchitectures('cn-northwest-1', 'CNW1-', prices, 'USD'));
    expect(dollars.regions).toEqual([]);
    expect(dollars.notes).toContain('cn-northwest-1: CNW1-Request (SKU2) has no price in CNY: left out');
  });

  it('reads state transitions for 1,000, without the free tier that comes first', () => {
    const { regions, notes } = read(
      [
        {
          usagetype: 'USE1-StateTransition',
          regionCode: 'us-east-1',
          unit: 'StateTransitions',
          price: [
            ['0', '4000', '0.0000000000'],
            ['4000', 'Inf', '0.0000250000'],
          ],
        },
        {
          usagetype: 'USE1-StepFunctions-Request',
          regionCode: 'us-east-1',
          unit: 'Requests',
          price: '0.000001',
        },
      ],
      'AmazonStates',
    );
    expect(regions).toMatchObject([{ region: 'us-east-1', per1000Transitions: 0.025 }]);
    expect(notes).toEqual([]);
  });

  it('reports a usage type that nobody knows once, with all its regions, and guesses nothing', () => {
    const unknown = { usagetype: 'Lambda-GB-Second-RISCV', unit: 'Lambda-GB-Second', price: '0.00001' };
    const { regions, notes } = read([
      { ...unknown, regionCode: 'us-east-1' },
      { ...unknown, usagetype: `EU-${unknown.usagetype}`, regionCode: 'eu-west-1' },
      { ...unknown, usagetype: 'constructor', regionCode: 'us-east-1' },
    ]);
    expect(regions).toEqual([]);
    expect(notes).toEqual([
      'unknown usage type Lambda-GB-Second-RISCV in eu-west-1, us-east-1: left out',
      'unknown usage type constructor in us-east-1: left out',
    ]);
  });

  it.each([
    ['another unit', { unit: 'Million-Requests' }, 'is priced by Million-Requests, where Lambda-GB-Second'],
    ['no region', { regionCode: '' }, 'has no regionCode'],
    ['another currency', { currency: 'EUR' }, 'has no price in USD'],
    ['no number', { price: 'free' }, 'has no price in USD'],
    ['nothing but zero', { price: '0.0000000000' }, 'costs nothing at any volume'],
    [
      'a gap in its tiers',
      {
        price: [
          ['0', '6000', '0.2'],
          ['7000', 'Inf', '0.1'],
        ] as const,
      },
      'has a gap in its tiers',
    ],
    ['an end', { price: [['0', '6000', '0.2']] as const }, 'has a gap in its tiers'],
  ])('leaves out a price with %s, and says so', (_what, change, says) => {
    const { regions, notes } = read([{ ...GB_SECOND, price: '0.0000166667', ...change }]);
    expect(regions).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(says)]);
  });

  it('leaves out a request with tiers, which the table has no place for', () => {
    const { regions, notes } = read([
      {
        usagetype: 'Request',
        regionCode: 'us-east-1',
        unit: 'Requests',
        price: [
          ['0', '1000', '0.2'],
          ['1000', 'Inf', '0.1'],
        ],
      },
    ]);
    expect(regions).toEqual([]);
    expect(notes).toEqual(['us-east-1: Request (SKU0) has 2 tiers, where one price is expected: left out']);
  });

  it('takes a product that is there twice, unless the prices differ', () => {
    const twice = { ...GB_SECOND, price: '0.0000166667' };
    expect(read([twice, { ...twice, price: '0.0000166667000' }])).toMatchObject({
      regions: [{ rows: { x86_64: { gbSecond: [{ price: 0.0000166667 }] } } }],
      notes: [],
    });
    const { regions, notes } = read([twice, { ...twice, price: '0.0000150000' }]);
    expect(regions).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/us-east-1: x86_64 gbSecond .* has two prices/)]);
  });
});

describe('readOffer', () => {
  it('takes the price that was in force when the list was published', () => {
    const json = JSON.parse(sampleOffer([{ ...GB_SECOND, price: '0.0000166667' }]));
    const [term] = Object.values<Record<string, unknown>>(json.terms.OnDemand.SKU0);
    json.terms.OnDemand.SKU0['SKU0.LATER'] = {
      ...term,
      effectiveDate: '2027-01-01T00:00:00Z',
      priceDimensions: {
        x: {
          unit: 'Lambda-GB-Second',
          beginRange: '0',
          endRange: 'Inf',
          pricePerUnit: { USD: '0.0000100000' },
        },
      },
    };
    const { regions } = readPrices(readOffer(JSON.stringify(json), 'offer.json'));
    expect(regions[0]?.rows.x86_64.gbSecond).toEqual([{ upTo: null, price: 0.0000166667 }]);
  });

  it.each([
    ['no JSON', '<html>'],
    ['a list', '[]'],
    ['another version', sampleOffer([], { formatVersion: 'v2.0' })],
    ['another service', sampleOffer([], { offerCode: 'AmazonEC2' })],
    ['no date', sampleOffer([], { publicationDate: 'yesterday' })],
    ['no terms', JSON.stringify({ ...JSON.parse(sampleOffer([])), terms: {} })],
    ['a product without attributes', JSON.stringify({ ...JSON.parse(sampleOffer([])), products: { A: {} } })],
    ['a bound that is no number', sampleOffer([{ ...GB_SECOND, price: [['0', 'a lot', '0.0000166667']] }])],
  ])('refuses %s with one error that names the file', (_what, text) => {
    expect(() => readOffer(text, 'wrong.json')).toThrow(
      expect.objectContaining({ name: 'RefreshError', message: expect.stringContaining('wrong.json') }),
    );
  });
});
