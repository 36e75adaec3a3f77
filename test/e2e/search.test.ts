import { ListFunctionsCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TuningResult } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, SEARCH_SIZES } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

/** Four durations around a mean, so that there is something to be uncertain of. */
const around = (memoryMB: number, meanMs: number) => ({
  memoryMB,
  durationsMs: [0.98, 0.99, 1.01, 1.02].map((share) => share * meanMs),
  initMs: [100],
  maxMemoryUsedMB: 64,
});

/** It computes for 200 ms with one vCPU, and waits for 50 ms. */
const computes = (slower = 1) =>
  SEARCH_SIZES.map((memoryMB) => around(memoryMB, 50 + (200 * slower) / Math.min(1, memoryMB / 1769)));
const waits = () => SEARCH_SIZES.map((memoryMB) => around(memoryMB, 300));

describe('a search through the state machine', () => {
  let pipeline: Pipeline;
  let lambdaARN: string;

  beforeAll(async () => {
    pipeline = await startPipeline();
    lambdaARN = await pipeline.create('waits', replayPackage({ x86_64: waits() }), { MemorySize: 1024 });
  });
  afterAll(() => pipeline.stop());

  const invocationsOf = (result: TuningResult) =>
    result.candidates.reduce((sum, { invocations }) => sum + invocations, 0);

  it('is what an input means that names neither num nor powerValues, and costs a fraction of a grid', async () => {
    const [searched, grid] = await Promise.all([
      pipeline.tune({ lambdaARN, seed: 1 }),
      pipeline.tune({ lambdaARN, seed: 1, search: 'grid' }),
    ]);
    expect(searched.power).toBe(grid.power);
    expect(searched.search).toMatchObject({ stopped: 'sure', tolerance: 0.02, confidence: 0.95 });
    expect(searched.search?.invocations).toBe(searched.run.invocations);
    expect(invocationsOf(searched)).toBe(searched.run.invocations);
    expect(searched.stateMachine.lambdaCost).toBeLessThan(grid.stateMachine.lambdaCost / 10);
    expect(grid.search).toBeUndefined();
  });

  it('says in words what it did, each round once, and how it ended', async () => {
    const { why = [], search } = await pipeline.tune({ lambdaARN, seed: 2 });
    expect(why[0]).toEqual({
      round: 1,
      decision: expect.stringMatching(
        /128 MB on x86_64 \(2 samples\).*1024 MB on x86_64 \(2 samples\), the current/,
      ),
    });
    expect(why.at(-1)?.decision).toMatch(/^Ended: 128 MB on x86_64 is within 2%/);
    expect(search?.sure).toBeGreaterThanOrEqual(0.95);
  });

  it('measures both architectures, and states the saving against the current configuration', async () => {
    const arn = await pipeline.create('both', replayPackage({ x86_64: computes(), arm64: computes(1.1) }), {
      MemorySize: 512,
    });
    const input = { lambdaARN: arn, architectures: ['x86_64', 'arm64'], strategy: 'balanced', seed: 3 };
    const result = await pipeline.tune(input);
    expect(new Set(result.candidates.map(({ architecture }) => architecture))).toEqual(
      new Set(['x86_64', 'arm64']),
    );
    expect(result.recommendation.saving).toBeDefined();
    expect(result.baseline).toMatchObject({ memoryMB: 512, architecture: 'x86_64' });
  });

  it('keeps to maxCostUsd, and says so', async () => {
    const arn = await pipeline.create('dear', replayPackage({ x86_64: computes(20) }), { MemorySize: 1024 });
    const maxCostUsd = 0.0035;
    const result = await pipeline.tune({ lambdaARN: arn, maxCostUsd, seed: 4 });
    const { lambdaCost, executionCost = 0 } = result.stateMachine;
    expect(lambdaCost + executionCost).toBeLessThanOrEqual(maxCostUsd);
    expect(result.search?.stopped).toBe('max-cost');
  });

  it.each([{ coldStarts: 10 }, { onlyColdStarts: true }, { parallelInvocation: true }])(
    'gives each candidate enough of an ample maxCostUsd in every round, with its inits (%o)',
    async (more) => {
      const points = SEARCH_SIZES.map((memoryMB) => {
        const meanMs = 20 + 60 / Math.min(1, memoryMB / 1769);
        return { ...around(memoryMB, meanMs), initMs: [200] };
      });
      const files = replayPackage({ x86_64: points }, 'real');
      const arn = await pipeline.create(`ample-${Object.keys(more)[0]}`, files, { MemorySize: 1024 });
      const input = { lambdaARN: arn, strategy: 'balanced', maxCostUsd: 0.1, seed: 3, ...more };
      const result = await pipeline.tune(input);
      expect(result.search?.stopped).not.toBe('max-cost');
      expect(result.warnings.map(({ code }) => code)).not.toContain('cost-limit-reached');
      expect(result.why?.length).toBeGreaterThan(2);
      for (const { status } of result.candidates) expect(status).toBe('measured');
    },
  );

  it('goes on with what came in earlier rounds where the share of a later one is spent', async () => {
    // The first round sees nothing of it: what comes later costs more than its share lets expect.
    const code = `let n = 0;
      export const handler = () => new Promise((resolve) => setTimeout(resolve, ++n <= 4 ? 20 : 2000));`;
    const arn = await pipeline.create('slows-down', { 'index.mjs': code }, { MemorySize: 1024, Timeout: 5 });
    // A slow one costs as much as all that the run may spend.
    const prices = { gbSecond: { x86_64: 1, arm64: 1 }, request: 0, currency: 'USD' };
    const sizes = { powerValues: [512, 1024], search: 'auto' };
    const input = { lambdaARN: arn, ...sizes, prices, maxCostUsd: 2, seed: 9 };
    const result = await pipeline.tune(input);
    expect(result.warnings.map(({ code }) => code)).toContain('cost-limit-reached');
    for (const { status } of result.candidates) expect(status).toBe('measured');
  });

  it('has at most two invocations of a candidate at once, so that there are warm ones', async () => {
    const result = await pipeline.tune({ lambdaARN, parallelInvocation: true, seed: 8 });
    expect(result.power).toBe(128);
    expect(result.run.invocations).toBeLessThanOrEqual(40);
    for (const { warm } of result.candidates) expect(warm?.durationMs.mean.n).toBeGreaterThanOrEqual(2);
  });

  it('measures cold starts of each candidate once, however many rounds it is in', async () => {
    const result = await pipeline.tune({ lambdaARN, coldStarts: 5, seed: 5 });
    // What answers at once is warm for the next of a burst: some of 10 tries are no cold starts.
    for (const { cold, invocations } of result.candidates) {
      expect(cold?.latencyMs.mean.n).toBeLessThanOrEqual(5);
      expect(invocations).toBeLessThanOrEqual(10 + 9);
    }
  });

  it('searches among cold starts where the run is about them, and warns of none that it did not ask for', async () => {
    const points = SEARCH_SIZES.map((memoryMB) => ({
      memoryMB,
      durationsMs: [20],
      initMs: [50 + 20_000 / memoryMB, 52 + 20_000 / memoryMB],
      maxMemoryUsedMB: 64,
    }));
    const files = replayPackage({ x86_64: points }, 'real');
    const arn = await pipeline.create('cold', files, { MemorySize: 1024 });
    const result = await pipeline.tune({ lambdaARN: arn, onlyColdStarts: true, seed: 7 });
    expect(result.search).toBeDefined();
    for (const { warm, cold } of result.candidates) {
      expect(warm).toBeUndefined();
      expect(cold?.latencyMs.mean.n).toBeGreaterThan(0);
    }
    expect(result.warnings.map(({ code }) => code)).not.toContain('fewer-cold-starts');
  });

  it('goes through versions of the function itself', async () => {
    const result = await pipeline.tune({ lambdaARN, isolation: 'in-place', seed: 6 });
    expect(result.power).toBe(128);
    expect(result.search).toBeDefined();
  });

  it('leaves nothing behind', async () => {
    const { Functions = [] } = await pipeline.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.filter(({ FunctionName }) => FunctionName?.startsWith('power-tuner-probe-'))).toEqual(
      [],
    );
  });
});

describe('a search that starts from the run before', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline({ keepSamples: true });
  });
  afterAll(() => pipeline.stop());

  const tuned = (lambdaARN: string, more: object = {}) => pipeline.tune({ lambdaARN, seed: 1, ...more });
  const deploy = (FunctionName: string, x86_64: ReturnType<typeof computes>) =>
    pipeline.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipped(replayPackage({ x86_64 })) }),
    );

  it('confirms the answer with a fraction of the invocations, again and again', async () => {
    const lambdaARN = await pipeline.create('again', replayPackage({ x86_64: computes() }), {
      MemorySize: 512,
    });
    const first = await tuned(lambdaARN);
    for (let run = 0; run < 3; run++) {
      const again = await tuned(lambdaARN);
      expect(again.search).toMatchObject({ borneOut: true, stopped: 'sure' });
      expect(again.run.invocations).toBeLessThanOrEqual(first.run.invocations / 2);
      expect(again.cost).toBeLessThan(first.cost * 1.03);
      expect(again.outcome?.outcome).toBe('unchanged');
    }
  });

  it('tells by two samples that a function with noise has become slower, and nothing while it has not', async () => {
    const noisy = (slower: number) =>
      SEARCH_SIZES.map((memoryMB) => ({
        ...around(memoryMB, 0),
        durationsMs: [0.94, 0.97, 1.03, 1.06].map(
          (share) => share * slower * (50 + 200 / Math.min(1, memoryMB / 1769)),
        ),
      }));
    const lambdaARN = await pipeline.create('noisy', replayPackage({ x86_64: noisy(1) }), {
      MemorySize: 256,
    });
    const first = await tuned(lambdaARN);
    expect(first.outcome?.outcome).toBe('unchanged');
    const unchanged = await tuned(lambdaARN);
    expect(unchanged.outcome).toMatchObject({ outcome: 'unchanged', change: { memoryMB: 256 } });
    expect(unchanged.candidates.find(({ memoryMB }) => memoryMB === 256)?.warm?.durationMs.mean.n).toBe(2);
    await deploy('noisy', noisy(1.5));
    const slower = await tuned(lambdaARN);
    expect(slower.search?.borneOut).toBe(true);
    expect(slower.outcome).toMatchObject({
      outcome: 'regressed',
      change: { memoryMB: 256, slower: true, dearer: true },
      before: { executionArn: unchanged.run.executionArn },
    });
  });

  it('begins anew where the code has another shape, and where it is asked to', async () => {
    const lambdaARN = await pipeline.create('new', replayPackage({ x86_64: computes() }), {
      MemorySize: 512,
    });
    const first = await tuned(lambdaARN);
    const fresh = await tuned(lambdaARN, { fresh: true });
    expect(fresh.search).not.toHaveProperty('borneOut');
    expect(fresh.run.invocations).toBe(first.run.invocations);
    await deploy('new', waits());
    const changed = await tuned(lambdaARN);
    expect(changed.search?.borneOut).toBe(false);
    expect(changed.power).toBe(128);
  });
});
