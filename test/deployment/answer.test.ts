import { describe, expect, it } from 'vitest';
import { type CandidateResult, resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import prices from '../../lib/core/pricing/lambda-prices.json' with { type: 'json' };
import { decodedLink } from './support/decoded-link.ts';
import { connectDeployment } from './support/deployment.ts';
import type { Says } from './support/target.ts';

const { x86_64, arm64 } = prices['us-east-1'];
const X86 = x86_64.gbSecond[0]?.usd ?? Number.NaN;
const ARM = arm64.gbSecond[0]?.usd ?? Number.NaN;
const REQUEST = x86_64.requestPerMillion / 1e6;
const TRANSITION = prices._stepFunctions.standardPer1000Transitions['us-east-1'].usd / 1000;

/** Eleven invocations: a cold one and ten warm ones. */
const warm = (coldMs: number, ...warmMs: readonly number[]) => [coldMs, ...warmMs];
const tenTimes = (ms: number) => Array.from({ length: 10 }, () => ms);

const SAYS: Says = {
  initMs: 150,
  durationsMs: {
    x86_64: {
      128: warm(200, 99.5, 100.5, 101.5, 102.5, 103.5, 104.5, 105.5, 106.5, 107.5, 168.5),
      256: warm(60, ...tenTimes(34.5)),
      512: warm(40, ...tenTimes(30)),
    },
    arm64: { 128: warm(250, ...tenTimes(120.1)), 256: warm(90, ...tenTimes(40)) },
  },
};
const INPUT = { powerValues: [128, 256], architectures: ['x86_64', 'arm64'], num: 11 };

/** Equal in all digits but the last one or two, where adding up in another order may round otherwise. */
function digits(value: number | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(14));
}

/** Figures of candidates are written with ten digits. */
function expectFigure(value: number | undefined, exact: number): void {
  expect((value ?? Number.NaN) / exact).toBeCloseTo(1, 9);
}

const deployed = connectDeployment();

function candidate(result: TuningResult, architecture: string, memoryMB: number): CandidateResult {
  const found = result.candidates.find(
    (one) => one.architecture === architecture && one.memoryMB === memoryMB,
  );
  if (found === undefined) throw new Error(`no candidate ${architecture}-${memoryMB}`);
  return found;
}

/** What the durations above come to, worked out by hand. */
function expectHandComputed(result: TuningResult): void {
  // Ten warm invocations each. Billed are whole milliseconds: 100 to 108 and 169, which are 110.5 on average.
  const figures = [
    // mean and median in ms, GB-seconds billed for one invocation, price
    ['x86_64', 128, 110, 104, 0.1105 * 0.125, X86],
    ['x86_64', 256, 34.5, 34.5, 0.035 * 0.25, X86],
    ['x86_64', 512, 30, 30, 0.03 * 0.5, X86],
    ['arm64', 128, 120.1, 120.1, 0.121 * 0.125, ARM],
    ['arm64', 256, 40, 40, 0.04 * 0.25, ARM],
  ] as const;
  for (const [architecture, memoryMB, mean, median, gbSeconds, price] of figures) {
    const { status, warm, invocations, maxMemoryUsedMB, failures } = candidate(
      result,
      architecture,
      memoryMB,
    );
    expect({ status, invocations, maxMemoryUsedMB, failures }).toEqual({
      status: 'measured',
      invocations: 11,
      maxMemoryUsedMB: 64,
      failures: [],
    });
    expect(warm?.durationMs.mean.n).toBe(10);
    expect(digits(warm?.durationMs.mean.value)).toBe(mean);
    expect(digits(warm?.durationMs.p50.value)).toBe(median);
    expectFigure(warm?.costUsd.value, gbSeconds * price + REQUEST);
  }
  // One cold start each: the init is billed with the handler's time, and waited for before it.
  const { cold } = candidate(result, 'arm64', 128);
  expect(cold?.initMs?.mean).toMatchObject({ value: 150, n: 1 });
  expect(cold?.latencyMs.mean).toMatchObject({ value: 400, n: 1 });
  expectFigure(cold?.costUsd.value, 0.4 * 0.125 * ARM + REQUEST);

  // 1,455 ms at 128 MB, 560 at 256 and 490 at 512 on x86_64; 1,610 at 128 and 640 at 256 on arm64.
  const lambdaCost = 0.566875 * X86 + 0.36125 * ARM + 55 * REQUEST;
  expect(result.run.invocations).toBe(55);
  expect(digits(result.stateMachine.lambdaCost)).toBe(digits(lambdaCost));
  // 6 states of the run, 4 of the round, and 3 for each of the five candidates.
  expect(digits(result.stateMachine.executionCost)).toBe(digits(25 * TRANSITION));
  expect(digits(result.run.costUsd)).toBe(digits(lambdaCost + 25 * TRANSITION));
}

describe('a run of the deployed stack', () => {
  it('answers an SDK with what was worked out by hand, on both architectures', async () => {
    await deployed.create('by-sdk', SAYS);
    const input = { ...INPUT, lambdaARN: 'by-sdk', discardTopBottom: 0.2, includeOutputResults: true };
    const result = resultSchema.parse(await deployed.unharmed('by-sdk', () => deployed.tune(input)));

    expectHandComputed(result);
    expect(result).toMatchObject({ power: 256, memoryMB: 256, architecture: 'arm64', duration: 40 });
    expect(digits(result.cost)).toBe(digits(0.01 * ARM + REQUEST));
    expect(result.recommendation).toMatchObject({ strategy: 'cost', ties: [], confidence: 1 });
    // Against 30 ms and 0.015 GB-seconds now.
    const baselineCost = 0.015 * X86 + REQUEST;
    expect(result.recommendation.saving?.durationPercent).toBeCloseTo((100 * (30 - 40)) / 30, 8);
    expect(result.recommendation.saving?.costPercent).toBeCloseTo(
      (100 * (baselineCost - (0.01 * ARM + REQUEST))) / baselineCost,
      8,
    );
    expect(result.baseline).toMatchObject({ architecture: 'x86_64', memoryMB: 512 });

    // Without the two fastest and the two slowest of each: 101.5 to 106.5 ms, billed 102 to 107.
    const trimmedCost = 0.1045 * 0.125 * X86 + REQUEST;
    const averages = [
      { architecture: 'x86_64', value: 128, averageDuration: 104, averagePrice: digits(trimmedCost) },
      {
        architecture: 'x86_64',
        value: 256,
        averageDuration: 34.5,
        averagePrice: digits(0.00875 * X86 + REQUEST),
      },
      {
        architecture: 'arm64',
        value: 128,
        averageDuration: 120.1,
        averagePrice: digits(0.015125 * ARM + REQUEST),
      },
      { architecture: 'arm64', value: 256, averageDuration: 40, averagePrice: digits(0.01 * ARM + REQUEST) },
    ];
    const shown = result.stats?.map((one) => ({
      ...one,
      averageDuration: digits(one.averageDuration),
      averagePrice: digits(one.averagePrice),
    }));
    expect(shown).toEqual(expect.arrayContaining(averages));

    const float32 = Math.fround;
    expect(decodedLink(result.stateMachine.visualization)).toEqual([
      {
        name: 'x86_64',
        memoryMB: [128, 256],
        durationMs: [104, 34.5],
        costUsd: [float32(trimmedCost), float32(0.00875 * X86 + REQUEST)],
      },
      {
        name: 'arm64',
        memoryMB: [128, 256],
        durationMs: [float32(120.1), 40],
        costUsd: [float32(0.015125 * ARM + REQUEST), float32(0.01 * ARM + REQUEST)],
      },
    ]);
  });

  it('answers `power-tuner tune --json` with the same', async () => {
    await deployed.create('by-command', SAYS);
    const options = ['-n', '11', '-p', '128,256', '--architectures', 'x86_64,arm64', '--strategy', 'speed'];
    const { code, stdout, stderr } = await deployed.unharmed('by-command', () =>
      deployed.powerTuner(['by-command', ...options, '--json']),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const result = resultSchema.parse(JSON.parse(stdout));
    expectHandComputed(result);
    expect(result).toMatchObject({ memoryMB: 256, architecture: 'x86_64', duration: 34.5 });
    expect(result.recommendation.strategy).toBe('speed');
  });

  it('prints the table, the answer and the link', async () => {
    await deployed.create('in-words', SAYS);
    const args = ['in-words', '-n', '11', '-p', '128,256', '--no-baseline'];
    const { code, stdout, stderr } = await deployed.unharmed('in-words', () => deployed.powerTuner(args));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Tuning in-words in AWS through arn:aws:states:us-east-1:');
    expect(stdout).toMatch(/^ +128 MB +x86_64 +110 ms /m);
    // 0.00875 GB-seconds and a request: 3.458336e-7.
    expect(stdout).toContain(
      '256 MB on x86_64 is the cheapest: $0.346 per million invocations, 34.5 ms each',
    );
    // The page in the stack's own bucket.
    expect(stdout).toMatch(/See it: http\S+\/runs\/in-words\/[^/\s]+\/report\.html\?\S*X-Amz-Signature=/);
  });
});
