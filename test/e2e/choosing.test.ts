import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { folderWith, powerTuner } from '../support/command-line.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage } from '../support/replay.ts';

/** Five durations around a mean, and inits around 300 ms. */
function point(memoryMB: number, meanMs: number, more: { maxMemoryUsedMB?: number } = {}) {
  const around = (mean: number) => [0.96, 0.98, 1, 1.02, 1.04].map((share) => mean * share);
  return { memoryMB, durationsMs: around(meanMs), initMs: around(300), maxMemoryUsedMB: 64, ...more };
}

/** The smaller the cheaper, and the slower. */
const CURVE = [point(128, 700), point(256, 390), point(512, 200), point(1024, 110)];
const POWER_VALUES = [128, 256, 512, 1024];

describe('a run that has to choose', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    await pipeline.create('orders', replayPackage({ x86_64: CURVE, arm64: CURVE }), {
      MemorySize: 1024,
      Architectures: ['x86_64'],
    });
  });
  afterAll(() => pipeline.stop());

  const tune = async (input: object): Promise<TuningResult> => {
    const result = await pipeline.tune({ lambdaARN: 'orders', num: 20, powerValues: POWER_VALUES, ...input });
    expect(resultSchema.parse(result)).toEqual(result);
    return result;
  };
  const codes = ({ warnings }: TuningResult) => warnings.map(({ code }) => code);

  it('keeps a limit, and does not say that it is sure of a p99 from 20 samples', async () => {
    const { recommendation, candidates } = await tune({ limits: { p99Ms: 250 } });
    expect(recommendation).toMatchObject({ memoryMB: 512, limits: { met: true, sure: false } });
    expect(recommendation.sentence).toMatch(
      /^512 MB on x86_64 is the cheapest that keeps p99 under 250 ms: .*; its p99 is 20\d ms, from too few samples to be sure \(n < 299\);/,
    );
    expect(candidates.map(({ limits }) => [limits?.p99Ms?.met, limits?.p99Ms?.sure])).toEqual([
      [false, true],
      [false, true],
      [true, false],
      [true, false],
    ]);
    expect(recommendation.pareto.map(({ memoryMB }) => memoryMB)).toEqual(POWER_VALUES);
  });

  it('answers with the nearest where none keeps the limits, and applies nothing', async () => {
    const result = await tune({ limits: { meanMs: 100 }, autoOptimize: true, powerValues: [128, 256, 512] });
    expect(result.recommendation).toMatchObject({ memoryMB: 512, limits: { met: false, sure: true } });
    expect(result.recommendation.sentence).toMatch(
      /^No configuration keeps the mean under 100 ms; the nearest is 512 MB on x86_64: its mean is (19|20)\d ms, (9|10)\d% over; /,
    );
    expect(result).not.toHaveProperty('applied');
    expect(codes(result)).toEqual(['current-configuration-better', 'limits-not-met']);
    const { MemorySize } = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders' }),
    );
    expect(MemorySize).toBe(1024);
  });

  it('leaves out a size whose memory is nearly used up', async () => {
    const curve = [point(128, 700, { maxMemoryUsedMB: 120 }), ...CURVE.slice(1)];
    await pipeline.create('tight', replayPackage({ x86_64: curve }), {
      MemorySize: 1024,
      Architectures: ['x86_64'],
    });
    const result = await tune({ lambdaARN: 'tight' });
    expect(result.power).toBe(256);
    expect(result.candidates.map(({ memoryTight }) => memoryTight)).toEqual([
      true,
      undefined,
      undefined,
      undefined,
    ]);
    expect(codes(result)).toEqual(['memory-tight']);
    const without = await tune({ lambdaARN: 'tight', limits: { minHeadroomPercent: 0 } });
    expect([without.power, codes(without)]).toEqual([128, []]);
  });

  it('chooses by warm invocations and cold starts in their proportion, and states a month', async () => {
    const result = await tune({ coldStartRate: 0.1, monthlyInvocations: 3_000_000, seed: 7 });
    const { recommendation, candidates, cost, duration } = result;
    expect(recommendation.coldStartRate).toBe(0.1);
    const chosen = candidates.find(({ memoryMB }) => memoryMB === result.power);
    const { warm, cold, blended } = chosen ?? {};
    const mix = (a = 0, b = 0) => 0.9 * a + 0.1 * b;
    expect(duration).toBeCloseTo(mix(warm?.durationMs.mean.value, cold?.latencyMs.mean.value), 6);
    expect(blended?.costUsd.value).toBeCloseTo(cost, 15);
    expect(recommendation.monthly?.costUsd).toBeCloseTo(3e6 * cost, 6);
    expect(recommendation.monthly?.savingUsd).toBeGreaterThan(0);
    expect(recommendation.sentence).toMatch(
      /each with 10% cold starts; .*; a month of 3,000,000 invocations costs \$/,
    );
    // In series each probe has one cold start.
    expect(codes(result)).toContain('few-cold-starts');
  });

  it('says that the other architecture differs only in price', async () => {
    const { recommendation } = await tune({ architectures: ['x86_64', 'arm64'], powerValues: [128, 512] });
    expect(recommendation).toMatchObject({
      architecture: 'arm64',
      memoryMB: 128,
      differsOnlyInPrice: { architecture: 'x86_64' },
    });
    expect(recommendation.differsOnlyInPrice?.costPercent).toBeLessThan(-15);
    expect(recommendation.sentence).toContain('differs only in price');
  });

  it('says where memory does not make init faster', async () => {
    // All at once, and slow enough that all of a burst are cold.
    await pipeline.create('bursts', replayPackage({ x86_64: CURVE }, 'real'), {
      MemorySize: 1024,
      Architectures: ['x86_64'],
    });
    const result = await tune({ lambdaARN: 'bursts', parallelInvocation: true });
    const insight = result.warnings.find(({ code }) => code === 'init-boost');
    expect(insight?.message).toMatch(
      /^init takes (29|30)\d to (29|30|31)\d ms at every size on x86_64: memory doesn't make it faster$/,
    );
  });

  it('refuses limits that say nothing, before anything is created', async () => {
    const { error, cause } = await pipeline.run({ lambdaARN: 'orders', num: 5, limits: { p99MS: 250 } });
    expect(error).toBe('InvalidInput');
    expect(cause).toContain('limits.p99MS: no such key; did you mean');
  });
});

describe('power-tuner tune with limits', () => {
  const folder = folderWith(replayPackage({ x86_64: CURVE, arm64: CURVE }));
  afterAll(() => folder.remove());
  const given = ['tune', folder.path, '--power-values', '128,512', '--num', '8'];

  it('takes them as a list, and shows what breaks them', async () => {
    const options = ['--limits', 'p99Ms=250,costPerMillionUsd=5', '--monthly-invocations', '1000000'];
    const { code, stdout } = await powerTuner([...given, ...options, '--cold-start-rate', '0']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/128 MB .* p99 1[6-9]\d% over/);
    expect(stdout).toMatch(/512 MB on \w+ is the cheapest that keeps p99 under 250 ms and a million/);
    expect(stdout).toContain('a month of 1,000,000 invocations costs $');
  });

  it.each(['p99Ms', 'p99ms=250', 'p99Ms=fast'])('refuses %s with 2', async (limits) => {
    const { code, stderr } = await powerTuner([...given, '--limits', limits]);
    expect(code).toBe(2);
    expect(stderr).toContain('limits');
  });
});
