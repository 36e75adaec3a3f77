import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { priceFileText, readPriceFile } from '../../../lib/core/pricing/table-schema.ts';
import { pricesRefresh } from '../../../scripts/prices/command.ts';
import { bothArchitectures, sampleOffer } from './sample-offer.ts';

const TABLE = fileURLToPath(new URL('../../../lib/core/pricing/lambda-prices.json', import.meta.url));
const IRELAND = fileURLToPath(new URL('../../fixtures/price-list/AWSLambda-eu-west-1.json', import.meta.url));
const TODAY = '2026-12-01';

let folder: string;
let table: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prices-'));
  table = join(folder, 'lambda-prices.json');
  await copyFile(TABLE, table);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function refresh(...argv: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await pricesRefresh(argv, {
    table,
    today: TODAY,
    print: (line) => printed.push(line),
    error: (line) => errors.push(line),
  });
  return { code, printed, errors };
}

async function readTable() {
  return readPriceFile(JSON.parse(await readFile(table, 'utf8')));
}

/** A file of the folder with this text. */
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('prices:refresh from a file', () => {
  it('prints what differs, price by price, and writes nothing without --write', async () => {
    const { code, printed } = await refresh('--file', IRELAND);
    expect(code).toBe(0);
    expect(printed).toEqual([
      'eu-west-1 arm64 gbSecond, tier 1: 0.0000133334 → 0.000013, −2.50%',
      'eu-west-1 arm64 gbSecond, tier 2: 0.0000117, new',
      'eu-west-1 arm64 gbSecond, tier 3: 0.0000104, new',
      'eu-west-1 arm64 provisionedConcurrencyGbSecond: 0.0000037168, new',
      'eu-west-1 arm64 provisionedDurationGbSecond: 0.0000086725, new',
      'eu-west-1 snapStart cacheGbSecond: 0.0000015046, new',
      'eu-west-1 snapStart restorePerGb: 0.0001397998, new',
      'eu-west-1 x86_64 gbSecond, tier 2: 0.000015, new',
      'eu-west-1 x86_64 gbSecond, tier 3: 0.0000133334, new',
      'unknown usage type Lambda-Warm-Pool-GB-Second ("Something that is sold since last week") in eu-west-1: left out',
      "9 prices differ; 0 prices and 0 regions kept that the list doesn't have; 1 left out.",
      'Nothing is written: add --write for that.',
    ]);
    expect(await readFile(table, 'utf8')).toBe(await readFile(TABLE, 'utf8'));
  });

  it('writes the region with its source and its day, and every other region as it was', async () => {
    const before = await readTable();
    const { code, printed } = await refresh('--file', IRELAND, '--write');
    expect({ code, last: printed.at(-1) }).toEqual({ code: 0, last: `${table} is written.` });
    const { meta, regions, stepFunctions } = await readTable();
    expect(regions['eu-west-1']?.arm64).toEqual({
      gbSecond: [
        { upTo: 7.5e9, usd: 0.000013 },
        { upTo: 18.75e9, usd: 0.0000117 },
        { upTo: null, usd: 0.0000104 },
      ],
      requestPerMillion: 0.2,
      ephemeralGbSecond: 3.4e-8,
      provisionedConcurrencyGbSecond: 0.0000037168,
      provisionedDurationGbSecond: 0.0000086725,
      asOf: TODAY,
      sources: ['price-list-AWSLambda-2026-11-28'],
    });
    expect(regions['eu-west-1']?.snapStart).toEqual({
      cacheGbSecond: 0.0000015046,
      restorePerGb: 0.0001397998,
      cacheMinimumHours: 3,
      sources: ['price-list-AWSLambda-2026-11-28'],
    });
    expect(meta.sources['price-list-AWSLambda-2026-11-28']).toBe(
      'AWS price list, offer AWSLambda, published 2026-11-28T00:00:00Z',
    );
    expect(meta.tierRule.seenAsPricesFor).toEqual(['eu-west-1', 'us-east-1']);
    const { 'eu-west-1': _, ...others } = regions;
    const { 'eu-west-1': __, ...othersBefore } = before.regions;
    expect(others).toEqual(othersBefore);
    expect(stepFunctions).toEqual(before.stepFunctions);
  });

  it('finds nothing to change in what it has just written', async () => {
    await refresh('--file', IRELAND, '--write');
    const written = await readFile(table, 'utf8');
    const { printed } = await refresh('--file', IRELAND, '--write');
    expect(printed).toContain(
      "0 prices differ; 0 prices and 0 regions kept that the list doesn't have; 1 left out.",
    );
    expect(await readFile(table, 'utf8')).toBe(written);
    expect(written).toBe(priceFileText(await readTable()));
  });

  it('keeps what the list has no price of, with its own source, and says so', async () => {
    const prices = { x86_64: '0.0000166667', arm64: '0.0000133334', request: '0.0000002000' };
    const offer = await file('offer.json', sampleOffer(bothArchitectures('eu-west-1', 'EU-', prices)));
    const { printed } = await refresh('--file', offer, '--write');
    expect(printed).toContain('eu-west-1 x86_64 ephemeralGbSecond: not in the list, kept');
    const row = (await readTable()).regions['eu-west-1']?.x86_64;
    expect(row?.ephemeralGbSecond).toBe(3.4e-8);
    expect(row?.sources).toEqual(['price-list-AWSLambda-2026-11-28', 'remotion', 'table-2026-09-28']);
  });

  it('adds a region, and takes it from those without a price', async () => {
    const prices = { x86_64: '0.0000175000', arm64: '0.0000140000', request: '0.0000002100' };
    const offer = await file('offer.json', sampleOffer(bothArchitectures('mx-central-1', 'MXC1-', prices)));
    await refresh('--file', offer, '--write');
    const { meta, regions } = await readTable();
    expect(regions['mx-central-1']).toMatchObject({
      currency: 'USD',
      x86_64: { gbSecond: [{ upTo: null, usd: 0.0000175 }], requestPerMillion: 0.21 },
    });
    expect(meta.regionsWithLambdaButNoPriceSeen).not.toContain('mx-central-1');
    expect(Object.keys(regions)).toEqual(Object.keys(regions).sort());
  });

  it('writes China in yuan, without the note on what was only rounded', async () => {
    const prices = { x86_64: '0.0001134770', arm64: '0.0000908000', request: '0.0000013600' };
    const products = bothArchitectures('cn-north-1', 'CNN1-', prices, 'CNY');
    const { printed } = await refresh('--file', await file('cn.json', sampleOffer(products)), '--write');
    expect(printed).toContain('cn-north-1 x86_64 gbSecondCny, tier 1: 0.0001136 → 0.000113477, −0.11%');
    expect((await readTable()).regions['cn-north-1']?.x86_64).toEqual({
      gbSecond: [{ upTo: null, cny: 0.000113477 }],
      requestPerMillionCny: 1.36,
      asOf: TODAY,
      sources: ['price-list-AWSLambda-2026-11-28'],
    });
  });

  it('takes only the regions that are asked for, and state transitions from their own offer', async () => {
    const prices = { x86_64: '0.0000200000', arm64: '0.0000160000', request: '0.0000003000' };
    const lambda = sampleOffer([
      ...bothArchitectures('us-east-1', '', prices),
      ...bothArchitectures('us-east-2', 'USE2-', prices),
    ]);
    const states = sampleOffer(
      ['us-east-1', 'us-east-2'].map((regionCode) => ({
        usagetype: 'USE1-StateTransition',
        regionCode,
        unit: 'StateTransitions',
        price: '0.0000300000',
      })),
      { offerCode: 'AmazonStates' },
    );
    const files = [await file('lambda.json', lambda), await file('states.json', states)];
    const { printed } = await refresh('--file', ...files, '--region', 'us-east-2');
    expect(printed).toContain('us-east-2 x86_64 gbSecond, tier 1: 0.0000166667 → 0.00002, +20.00%');
    expect(printed).toContain('us-east-2 state transitions per1000: 0.025 → 0.03, +20.00%');
    expect(printed.filter((line) => line.startsWith('us-east-1'))).toEqual([]);
  });

  it.each([
    ['a file that is not there', ['--file', 'nowhere.json'], /nowhere\.json can't be read/],
    [
      'a region that the file has not',
      ['--file', IRELAND, '--region', 'us-east-1'],
      /was found for us-east-1/,
    ],
    ['both a file and an address', ['--file', IRELAND, '--url', 'http://x'], /cannot be used with/],
    ['an option that is not there', ['--write-it'], /unknown option '--write-it'/],
  ])('refuses %s, with one error', async (_what, argv, says) => {
    const { code, printed, errors } = await refresh(...argv);
    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(errors).toEqual([expect.stringMatching(says)]);
  });

  it('refuses a malformed file with one error, and leaves the table as it is', async () => {
    const { code, errors } = await refresh('--file', await file('bad.json', '{"products": 1'), '--write');
    expect(code).toBe(1);
    expect(errors).toEqual([expect.stringMatching(/bad\.json is not JSON/)]);
    expect(await readFile(table, 'utf8')).toBe(await readFile(TABLE, 'utf8'));
  });
});

describe('prices:refresh over the network', () => {
  let server: Server;
  let url: string;
  let served: Map<string, string>;

  beforeEach(async () => {
    served = await priceList();
    server = createServer((request, response) => {
      const text = served.get(request.url ?? '');
      response.writeHead(text === undefined ? 403 : 200).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads both offers of every region of both partitions, and says what has vanished', async () => {
    const { code, printed, errors } = await refresh('--url', url, '--write');
    expect(code).toBe(0);
    expect(errors).toEqual([
      `read ${url}/offers/v1.0/aws/AWSLambda/20261128000000/eu-west-1/index.json`,
      `read ${url}/offers/v1.0/aws/AmazonStates/20261128000000/eu-west-1/index.json`,
      `read ${url}/offers/v1.0/cn/AWSLambda/20261128000000/cn-north-1/index.json`,
      `read ${url}/offers/v1.0/cn/AmazonStates/20261128000000/cn-north-1/index.json`,
    ]);
    expect(printed).toContain('eu-west-1 state transitions per1000: 0.025 → 0.0275, +10.00%');
    expect(printed).toContain('cn-north-1 state transitions per1000Cny: 0.1891 → 0.2, +5.76%');
    expect(printed).toContain(
      'me-south-1: no longer in the list, kept; take it out of the table by hand if Lambda has left it',
    );
    const { regions } = await readTable();
    expect(regions['me-south-1']?.x86_64?.gbSecond).toEqual([{ upTo: 6e9, usd: 0.0000206667 }]);
    expect(regions['cn-north-1']?.arm64?.gbSecond).toEqual([{ upTo: null, cny: 0.00009 }]);
  });

  it('asks only for the regions that it is told, in their partition', async () => {
    const { code, errors, printed } = await refresh('--url', url, '--region', 'cn-north-1');
    expect(code).toBe(0);
    expect(errors).toEqual([
      `read ${url}/offers/v1.0/cn/AWSLambda/20261128000000/cn-north-1/index.json`,
      `read ${url}/offers/v1.0/cn/AmazonStates/20261128000000/cn-north-1/index.json`,
    ]);
    expect(printed.filter((line) => line.includes('no longer in the list'))).toEqual([]);
  });

  it('refuses a region that the list has not, naming those that it has', async () => {
    const { code, errors } = await refresh('--url', url, '--region', 'eu-west-1', 'eu-nowhere-1');
    expect(code).toBe(1);
    expect(errors.at(-1)).toMatch(/--region: got eu-nowhere-1; allowed: .*eu-west-1/);
  });

  it.each([
    [
      'an answer that is none',
      '/offers/v1.0/aws/AWSLambda/current/region_index.json',
      undefined,
      /answered 403/,
    ],
    [
      'an index of another form',
      '/offers/v1.0/aws/AWSLambda/current/region_index.json',
      '{}',
      /region index/,
    ],
    [
      'a page in place of an offer',
      '/offers/v1.0/aws/AmazonStates/20261128000000/eu-west-1/index.json',
      '<html>',
      /is not JSON/,
    ],
  ])('fails on %s with its address, and writes nothing', async (_what, path, text, says) => {
    if (text === undefined) served.delete(path);
    else served.set(path, text);
    const { code, errors, printed } = await refresh('--url', url, '--write');
    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(errors.at(-1)).toMatch(says);
    expect(errors.at(-1)).toContain(path);
    expect(await readFile(table, 'utf8')).toBe(await readFile(TABLE, 'utf8'));
  });

  it('fails where nothing answers, with the remedy', async () => {
    const nowhere = url;
    await new Promise((resolve) => server.close(resolve));
    const { code, errors } = await refresh('--url', nowhere);
    server.listen(0, '127.0.0.1');
    expect(code).toBe(1);
    expect(errors).toEqual([expect.stringMatching(/can't be reached .*give them with --file/)]);
  });

  it('refuses an address that is none', async () => {
    expect((await refresh('--url', 'the-list')).errors).toEqual([
      expect.stringMatching(/--url: got the-list/),
    ]);
  });
});

/** What a server of the list answers, by path: one region in each partition. */
async function priceList(): Promise<Map<string, string>> {
  const china = bothArchitectures(
    'cn-north-1',
    'CNN1-',
    { x86_64: '0.0001134770', arm64: '0.0000900000', request: '0.0000013600' },
    'CNY',
  );
  const transition = (regionCode: string, price: string, currency: string) =>
    sampleOffer(
      [{ usagetype: 'XX-StateTransition', regionCode, unit: 'StateTransitions', price, currency }],
      { offerCode: 'AmazonStates' },
    );
  return new Map([
    ...offerPages('aws', 'AWSLambda', 'eu-west-1', await readFile(IRELAND, 'utf8')),
    ...offerPages('aws', 'AmazonStates', 'eu-west-1', transition('eu-west-1', '0.0000275000', 'USD')),
    ...offerPages('cn', 'AWSLambda', 'cn-north-1', sampleOffer(china)),
    ...offerPages('cn', 'AmazonStates', 'cn-north-1', transition('cn-north-1', '0.0002000000', 'CNY')),
  ]);
}

function offerPages(partition: string, code: string, regionCode: string, offer: string): [string, string][] {
  const path = `/offers/v1.0/${partition}/${code}/20261128000000/${regionCode}/index.json`;
  const index = { formatVersion: 'v1.0', regions: { [regionCode]: { regionCode, currentVersionUrl: path } } };
  return [
    [`/offers/v1.0/${partition}/${code}/current/region_index.json`, JSON.stringify(index)],
    [path, offer],
  ];
}
