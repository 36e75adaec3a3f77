import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../../lib/contract/index.ts';
import { invocationCost } from '../../../../lib/core/pricing/cost.ts';
import { priceOf } from '../../../../lib/core/pricing/price-of.ts';
import { regionPrices } from '../../../../lib/core/pricing/price-table.ts';
import { type GivenPrices, pricesFor } from '../../../../lib/core/pricing/prices.ts';
import { snapStartPrice } from '../../../../lib/core/pricing/snap-start.ts';
import { restoreCost } from '../../../../lib/core/pricing/snap-start-cost.ts';
import { parseReport } from '../../../../lib/core/report-line/parse.ts';
import { toSample } from '../../../../lib/core/report-line/sample.ts';

/**
 * What the invoice says, reckoned in exact decimals by scripts/reference/invoices.py, from prices that stand there
 * once more. The INIT and SnapStart lines are published ones. `request` is the table's price, or one that the
 * input gives because the table has none.
 */
const INVOICES = `
what                                                      | region         | architecture | MB    | ms      | start                                  | /tmp MB | request    | billed ms | seconds × GB × price + request …                                             | cost
the shortest: a request, and hardly more                  | us-east-1      | x86_64       | 128   | 0.62    | warm                                   | 512     | table      | 1         | 0.001 × 0.125 × 0.0000166667 + 0.0000002                                     | 0.0000002020833375
the same on arm64                                         | us-east-1      | arm64        | 128   | 0.31    | warm                                   | 512     | table      | 1         | 0.001 × 0.125 × 0.0000133334 + 0.0000002                                     | 0.000000201666675
100 ms at 1,024 MB                                        | us-east-1      | x86_64       | 1024  | 100     | warm                                   | 512     | table      | 100       | 0.1 × 1 × 0.0000166667 + 0.0000002                                           | 0.00000186667
the same on arm64, rounded up from 99.01 ms               | us-east-1      | arm64        | 1024  | 99.01   | warm                                   | 512     | table      | 100       | 0.1 × 1 × 0.0000133334 + 0.0000002                                           | 0.00000153334
a second of a whole CPU                                   | us-east-1      | x86_64       | 1769  | 1000    | warm                                   | 512     | table      | 1000      | 1 × 1.7275390625 × 0.0000166667 + 0.0000002                                  | 0.00002899237529296875
one hundredth of a millisecond more: another millisecond  | us-east-1      | arm64        | 1769  | 1000.01 | warm                                   | 512     | table      | 1001      | 1.001 × 1.7275390625 × 0.0000133334 + 0.0000002                              | 0.0000232570033052734375
15 minutes at the largest size                            | us-east-1      | x86_64       | 10240 | 900000  | warm                                   | 512     | table      | 900000    | 900 × 10 × 0.0000166667 + 0.0000002                                          | 0.1500005
the same on arm64                                         | us-east-1      | arm64        | 10240 | 900000  | warm                                   | 512     | table      | 900000    | 900 × 10 × 0.0000133334 + 0.0000002                                          | 0.1200008
15 minutes at the smallest size                           | us-east-1      | arm64        | 128   | 900000  | warm                                   | 512     | table      | 900000    | 900 × 0.125 × 0.0000133334 + 0.0000002                                       | 0.0015002075
one paid MB of /tmp                                       | us-east-1      | x86_64       | 1024  | 1000    | warm                                   | 513     | table      | 1000      | 1 × 1 × 0.0000166667 + 0.0000002 + 1 × 0.0009765625 × 0.0000000309           | 0.00001686673017578125
1,536 MB of /tmp, of which 1,024 are paid                 | us-east-1      | x86_64       | 1024  | 1000    | warm                                   | 1536    | table      | 1000      | 1 × 1 × 0.0000166667 + 0.0000002 + 1 × 1 × 0.0000000309                      | 0.0000168976
all of /tmp for a minute                                  | us-east-1      | arm64        | 2048  | 60000   | warm                                   | 10240   | table      | 60000     | 60 × 2 × 0.0000133334 + 0.0000002 + 60 × 9.5 × 0.0000000309                  | 0.001617821
Ohio                                                      | us-east-2      | x86_64       | 3008  | 456.78  | warm                                   | 512     | table      | 457       | 0.457 × 2.9375 × 0.0000166667 + 0.0000002                                    | 0.00002257400308125
Northern California, whose /tmp is dearer                 | us-west-1      | arm64        | 512   | 33.3    | warm                                   | 1024    | table      | 34        | 0.034 × 0.5 × 0.0000133334 + 0.0000002 + 0.034 × 0.5 × 0.000000037           | 0.0000004272968
a size between the steps of the console                   | us-west-2      | arm64        | 833   | 7.77    | warm                                   | 512     | table      | 8         | 0.008 × 0.8134765625 × 0.0000133334 + 0.0000002                              | 0.0000002867712671875
Montreal                                                  | ca-central-1   | x86_64       | 1536  | 250.5   | warm                                   | 4096    | table      | 251       | 0.251 × 1.5 × 0.0000166667 + 0.0000002 + 0.251 × 3.5 × 0.000000034           | 0.00000650488155
Calgary, of which only x86_64 is known                    | ca-west-1      | x86_64       | 1792  | 18.42   | warm                                   | 512     | table      | 19        | 0.019 × 1.75 × 0.0000166667 + 0.0000002                                      | 0.000000754167775
a cold start: 62.14 + 162.08 ms                           | eu-west-1      | x86_64       | 128   | 62.14   | init 162.08                            | 512     | table      | 225       | 0.225 × 0.125 × 0.0000166667 + 0.0000002                                     | 0.0000006687509375
a cold start: 1.95 + 113.58 ms                            | eu-west-1      | arm64        | 128   | 1.95    | init 113.58                            | 512     | table      | 116       | 0.116 × 0.125 × 0.0000133334 + 0.0000002                                     | 0.0000003933343
SnapStart, Java: 306.34 + 303 ms, not + 511.25            | eu-west-1      | x86_64       | 3009  | 306.34  | restore 511.25, billed 303, java11     | 512     | table      | 610       | 0.61 × 2.9384765625 × 0.0000166667 + 0.0000002                               | 0.0000300745714677734375
SnapStart, Java: 127.10 + 26 ms                           | eu-west-1      | x86_64       | 2048  | 127.10  | restore 325.93, billed 26, java21      | 512     | table      | 154       | 0.154 × 2 × 0.0000166667 + 0.0000002                                         | 0.0000053333436
SnapStart, Java: 3689.6 + 153 ms                          | us-east-1      | x86_64       | 1024  | 3689.6  | restore 565.00, billed 153, java21     | 512     | table      | 3843      | 3.843 × 1 × 0.0000166667 + 0.0000002                                         | 0.0000642501281
SnapStart, Java: 2338.66 + 182 ms                         | us-east-1      | arm64        | 3009  | 2338.66 | restore 398.97, billed 182, java17     | 512     | table      | 2521      | 2.521 × 2.9384765625 × 0.0000133334 + 0.0000002                              | 0.0000989724860474609375
SnapStart, Python, whose restore is paid: 159.87 + 118 ms | us-east-1      | x86_64       | 1024  | 159.87  | restore 562.43, billed 118, python3.13 | 512     | table      | 278       | 0.278 × 1 × 0.0000166667 + 0.0000002 + 1 × 0.0001397998                      | 0.0001446331426
the first of these, if it were Python on arm64            | us-east-1      | arm64        | 3009  | 306.34  | restore 511.25, billed 303, python3.13 | 512     | table      | 610       | 0.61 × 2.9384765625 × 0.0000133334 + 0.0000002 + 2.9384765625 × 0.0001397998 | 0.000434898164615234375
SnapStart, .NET, at the largest size                      | us-east-1      | x86_64       | 10240 | 127.10  | restore 325.93, billed 26, dotnet10    | 512     | table      | 154       | 0.154 × 10 × 0.0000166667 + 0.0000002 + 10 × 0.0001397998                    | 0.001423864718
a cold start whose init is most of it                     | eu-central-1   | x86_64       | 3008  | 12.5    | init 850.25                            | 512     | table      | 863       | 0.863 × 2.9375 × 0.0000166667 + 0.0000002                                    | 0.00004245112616875
a second at the largest size                              | eu-central-1   | arm64        | 10240 | 1000    | warm                                   | 512     | table      | 1000      | 1 × 10 × 0.0000133334 + 0.0000002                                            | 0.000133534
Zurich, which is dearer than Frankfurt                    | eu-central-2   | x86_64       | 256   | 81.92   | warm                                   | 512     | table      | 82        | 0.082 × 0.25 × 0.0000183334 + 0.00000022                                     | 0.0000005958347
Zurich, a cold start with all of /tmp                     | eu-central-2   | arm64        | 1024  | 5.05    | init 94.95                             | 10240   | table      | 100       | 0.1 × 1 × 0.0000146667 + 0.00000022 + 0.1 × 9.5 × 0.0000000441               | 0.000001728565
Milan                                                     | eu-south-1     | x86_64       | 3008  | 500     | warm                                   | 512     | table      | 500       | 0.5 × 2.9375 × 0.0000195172 + 0.00000023                                     | 0.0000288958875
Spain, of which only x86_64 is known                      | eu-south-2     | x86_64       | 640   | 3.999   | warm                                   | 512     | table      | 4         | 0.004 × 0.625 × 0.0000166667 + 0.0000002                                     | 0.00000024166675
Stockholm, whose /tmp is cheap                            | eu-north-1     | arm64        | 4096  | 1234.56 | warm                                   | 2048    | table      | 1235      | 1.235 × 4 × 0.0000133334 + 0.0000002 + 1.235 × 1.5 × 0.0000000323            | 0.00006612683175
Cape Town                                                 | af-south-1     | x86_64       | 256   | 40      | warm                                   | 512     | table      | 40        | 0.04 × 0.25 × 0.0000221 + 0.00000027                                         | 0.000000491
Cape Town on arm64, which has a price of its own          | af-south-1     | arm64        | 256   | 40      | warm                                   | 512     | table      | 40        | 0.04 × 0.25 × 0.00001768 + 0.00000027                                        | 0.0000004468
Hong Kong, the dearest                                    | ap-east-1      | x86_64       | 5308  | 777.7   | warm                                   | 512     | table      | 778       | 0.778 × 5.18359375 × 0.00002292 + 0.00000028                                 | 0.0000927125996875
Hong Kong on arm64, a cold start                          | ap-east-1      | arm64        | 5308  | 300.3   | init 477.4                             | 512     | table      | 778       | 0.778 × 5.18359375 × 0.0000183 + 0.00000028                                  | 0.00007408089765625
Tokyo                                                     | ap-northeast-1 | x86_64       | 7077  | 64.01   | warm                                   | 512     | table      | 65        | 0.065 × 6.9111328125 × 0.0000166667 + 0.0000002                              | 0.00000768707552099609375
Mumbai                                                    | ap-south-1     | arm64        | 8846  | 2.5     | warm                                   | 512     | table      | 3         | 0.003 × 8.638671875 × 0.0000133334 + 0.0000002                               | 0.000000545548602734375
Malaysia, which is cheaper than Virginia                  | ap-southeast-5 | arm64        | 512   | 200     | warm                                   | 512     | table      | 200       | 0.2 × 0.5 × 0.000012 + 0.00000018                                            | 0.00000138
São Paulo, whose /tmp is the dearest                      | sa-east-1      | arm64        | 1024  | 30000   | warm                                   | 2048    | table      | 30000     | 30 × 1 × 0.0000133334 + 0.0000002 + 30 × 1.5 × 0.0000000586                  | 0.000402839
Bahrain, a cold start                                     | me-south-1     | x86_64       | 1024  | 8.01    | init 310.6                             | 512     | table      | 319       | 0.319 × 1 × 0.0000206667 + 0.00000025                                        | 0.0000068426773
Tel Aviv, of which only x86_64 is known                   | il-central-1   | x86_64       | 128   | 45.6    | warm                                   | 1024    | table      | 46        | 0.046 × 0.125 × 0.0000175 + 0.00000021 + 0.046 × 0.5 × 0.0000000408          | 0.0000003115634
Ningxia, in yuan                                          | cn-northwest-1 | x86_64       | 1024  | 100     | warm                                   | 512     | table      | 100       | 0.1 × 1 × 0.000113477 + 0.00000136                                           | 0.0000127077
Ningxia on arm64 with /tmp, in yuan                       | cn-northwest-1 | arm64        | 1024  | 100     | warm                                   | 1536    | table      | 100       | 0.1 × 1 × 0.0000908 + 0.00000136 + 0.1 × 1 × 0.0000002049                    | 0.00001046049
Beijing on arm64, 15 minutes at the largest size, in yuan | cn-north-1     | arm64        | 10240 | 900000  | warm                                   | 512     | table      | 900000    | 900 × 10 × 0.0000908 + 0.00000136                                            | 0.81720136
Beijing on arm64, a cold start with /tmp, in yuan         | cn-north-1     | arm64        | 128   | 1.95    | init 113.58                            | 1024    | table      | 116       | 0.116 × 0.125 × 0.0000908 + 0.00000136 + 0.116 × 0.5 × 0.0000002303          | 0.0000026899574
GovCloud (US-West), whose request is given in the input   | us-gov-west-1  | x86_64       | 512   | 10.1    | warm                                   | 512     | 0.0000002  | 11        | 0.011 × 0.5 × 0.0000166667 + 0.0000002                                       | 0.00000029166685
GovCloud (US-East), a cold start                          | us-gov-east-1  | x86_64       | 1024  | 62.14   | init 162.08                            | 512     | 0.00000024 | 225       | 0.225 × 1 × 0.0000166667 + 0.00000024                                        | 0.0000039900075
`;

const ID = '11111111-2222-4333-8444-555555555555';

interface Row {
  readonly what: string;
  readonly region: string;
  readonly architecture: Architecture;
  readonly memoryMB: number;
  readonly durationMs: string;
  readonly start: string;
  readonly ephemeralStorageMB: number;
  readonly request: string;
  readonly billedMs: string;
  readonly cost: string;
}

function readRow(line: string): Row {
  const [
    what = '',
    region = '',
    architecture,
    memoryMB,
    durationMs = '',
    start = '',
    tmp,
    request = '',
    billedMs = '',
    ,
    cost = '',
  ] = line.split('|').map((cell) => cell.trim());
  return {
    what,
    region,
    architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
    memoryMB: Number(memoryMB),
    durationMs,
    start,
    ephemeralStorageMB: Number(tmp),
    request,
    billedMs,
    cost,
  };
}

const ROWS = INVOICES.trim().split('\n').slice(1).map(readRow);

/** What Lambda would have written at the end of the invocation. */
function reportLine({ durationMs, start, billedMs, memoryMB }: Row): string {
  const [, init] = /^init (\S+)/.exec(start) ?? [];
  const [, restore, billedRestore] = /^restore (\S+), billed (\d+)/.exec(start) ?? [];
  return [
    `REPORT RequestId: ${ID}`,
    `Duration: ${durationMs} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${memoryMB} MB`,
    'Max Memory Used: 88 MB',
    ...(init === undefined ? [] : [`Init Duration: ${init} ms`]),
    ...(restore === undefined
      ? []
      : [`Restore Duration: ${restore} ms`, `Billed Restore Duration: ${billedRestore} ms`]),
    '',
  ].join('\t');
}

function given({ region, architecture, request }: Row): GivenPrices | undefined {
  if (request === 'table') return undefined;
  const gbSecond = regionPrices(region)?.[architecture]?.gbSecond;
  return { gbSecond: { [architecture]: gbSecond }, request: Number(request), currency: 'USD' };
}

/** What the invocation of a row costs, from its report line on, with the restore where it was one. */
function reckon(row: Row): number {
  const { region, architecture, memoryMB, ephemeralStorageMB, start } = row;
  const report = parseReport(reportLine(row), ID);
  if (report === undefined) throw new Error(`no report in ${reportLine(row)}`);
  const { billedMs } = toSample(report, { payload: 0, initRepeated: false });
  const price = priceOf(pricesFor(region, [architecture], given(row), '2026-12-01'), architecture);
  const invocation = invocationCost(price, { memoryMB, ephemeralStorageMB, billedMs });
  const [, runtime] = /^restore .*, (\S+)$/.exec(start) ?? [];
  const snapStart = runtime === undefined ? undefined : snapStartPrice(region, runtime);
  return invocation + (snapStart === undefined ? 0 : restoreCost(snapStart, memoryMB));
}

describe('invoices', () => {
  it.each(ROWS)('$what: $memoryMB MB on $architecture in $region costs $cost', (row) => {
    const exact = Number(row.cost);
    // The last digit that a number has: half a dozen operations may each round it.
    expect(Math.abs(reckon(row) - exact)).toBeLessThanOrEqual(2 * Number.EPSILON * exact);
  });

  it('are of many regions, in both currencies, both architectures, cold, restored, with and without /tmp', () => {
    const regions = new Set(ROWS.map(({ region }) => region));
    expect(regions.size).toBeGreaterThanOrEqual(24);
    expect([...regions].map((region) => regionPrices(region)?.currency)).toContain('CNY');
    expect(ROWS.filter(({ architecture }) => architecture === 'arm64').length).toBeGreaterThanOrEqual(18);
    expect(ROWS.filter(({ start }) => start.startsWith('init')).length).toBeGreaterThanOrEqual(8);
    expect(ROWS.filter(({ start }) => start.startsWith('restore')).length).toBeGreaterThanOrEqual(7);
    expect(ROWS.filter(({ ephemeralStorageMB }) => ephemeralStorageMB > 512).length).toBeGreaterThanOrEqual(
      9,
    );
  });
});
