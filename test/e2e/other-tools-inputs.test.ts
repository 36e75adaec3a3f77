import { GetAliasCommand, GetFunctionCommand, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { resultSchema } from '../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

/** Inputs as aws-lambda-power-tuning's documentation has them, each through the whole pipeline. */
describe("aws-lambda-power-tuning's documented inputs", () => {
  let pipeline: Pipeline;
  let lambdaARN: string;

  beforeAll(async () => {
    pipeline = await startPipeline();
    const curve = [128, 256, 512, 1024, 1536, 3008].map((memoryMB) =>
      steady(memoryMB, 40_000 / memoryMB + 20),
    );
    lambdaARN = await pipeline.create('orders', replayPackage({ x86_64: curve, arm64: curve }), {
      MemorySize: 1024,
    });
  });
  afterAll(() => pipeline.stop());

  it('runs the basic input and answers with all of its fields', async () => {
    const result = await pipeline.tune({
      lambdaARN,
      powerValues: [128, 256, 512, 1024],
      num: 10,
      payload: {},
      parallelInvocation: false,
      strategy: 'cost',
      includeOutputResults: true,
    });
    expect(resultSchema.safeParse(result).error).toBeUndefined();
    expect(result.power).toBe(128);
    expect(result.duration).toBeCloseTo(40_000 / 128 + 20, 6);
    // 332.5 ms are billed as 333, at 128 MB, and one request is paid.
    expect(result.cost).toBeCloseTo(0.333 * (128 / 1024) * 0.0000166667 + 0.0000002, 12);
    expect(result.stateMachine.visualization).toMatch(
      /^https:\/\/lambda-power-tuning\.show\/#[^;]+;[^;]+;[^;]+$/,
    );
    expect(result.stateMachine.executionCost).toBeGreaterThan(0);
    expect(result.stateMachine.lambdaCost).toBeGreaterThan(result.cost * 10);
    expect(result.stats?.map(({ value }) => value)).toEqual([128, 256, 512, 1024]);
    expect(result.stats?.[0]).toEqual({
      value: 128,
      averagePrice: result.cost,
      averageDuration: result.duration,
      architecture: 'x86_64',
    });
  });

  it('runs the default sizes, and leaves stats out unless asked for', async () => {
    const result = await pipeline.tune({ lambdaARN, num: 5, strategy: 'speed' });
    expect(result.candidates.map(({ memoryMB }) => memoryMB)).toEqual([128, 256, 512, 1024, 1536, 3008]);
    expect(result.power).toBe(3008);
    expect(result.stats).toBeUndefined();
  });

  it('runs a weighted payload', async () => {
    const result = await pipeline.tune({
      lambdaARN,
      num: 50,
      powerValues: [128, 256],
      payload: [
        { payload: { size: 'small' }, weight: 5 },
        { payload: { size: 'medium' }, weight: 15 },
        { payload: { size: 'large' }, weight: 30 },
      ],
    });
    expect(result.candidates.map(({ invocations }) => invocations)).toEqual([50, 50, 50]);
    expect(result.baseline?.memoryMB).toBe(1024);
  });

  it('runs a payload that lies in S3, weighted as well', async () => {
    const Body = JSON.stringify([
      { payload: { a: 1 }, weight: 1 },
      { payload: { b: 1 }, weight: 1 },
    ]);
    await s3(pipeline.connection).send(
      new PutObjectCommand({ Bucket: 'payloads', Key: 'big one.json', Body }),
    );
    const payloadS3 = 's3://payloads/big one.json';
    const result = await pipeline.tune({ lambdaARN, num: 6, powerValues: [128], payloadS3, baseline: false });
    expect(result.run.invocations).toBe(6);
  });

  it('fails when the payload in S3 is missing, before anything is created', async () => {
    const before = pipeline.calls().length;
    const ended = await pipeline.run({ lambdaARN, num: 5, payloadS3: 's3://payloads/none.json' });
    expect(ended.status).toBe('FAILED');
    expect(ended.error).toBe('PayloadNotReadable');
    expect(actionsSince(pipeline, before)).not.toContain('CreateFunction');
  });

  it('runs only cold starts: every sample has an init', async () => {
    // Long enough that all of a burst have begun before the first one answers.
    const cold = [steady(256, 800), steady(512, 700)];
    const target = await pipeline.create('cold', replayPackage({ x86_64: cold }, 'real'), {
      MemorySize: 512,
    });
    const result = await pipeline.tune({
      lambdaARN: target,
      num: 12,
      powerValues: [256, 512],
      onlyColdStarts: true,
      parallelInvocation: true,
    });
    for (const { cold, warm } of result.candidates) {
      expect(cold?.initMs?.mean).toMatchObject({ value: 100, n: 12 });
      expect(warm).toBeUndefined();
    }
    // Latency of a cold start: init and handler.
    expect(result.duration).toBe(100 + (result.power === 256 ? 800 : 700));
  });

  it('applies the answer with autoOptimize, and points the alias at a new version', async () => {
    const target = await pipeline.create(
      'applied',
      replayPackage({ x86_64: [steady(128, 900), steady(256, 300), steady(512, 290)] }),
      { MemorySize: 512, Description: 'mine' },
    );
    const result = await pipeline.tune({
      lambdaARN: target,
      num: 5,
      powerValues: [128, 256, 512],
      autoOptimize: true,
      autoOptimizeAlias: 'prod',
    });
    expect(result.power).toBe(256);
    expect(result.applied).toEqual({ memoryMB: 256, alias: 'prod', version: '1' });
    const alias = await pipeline.lambda.send(new GetAliasCommand({ FunctionName: 'applied', Name: 'prod' }));
    expect(alias.FunctionVersion).toBe('1');
    const { Configuration } = await pipeline.lambda.send(
      new GetFunctionCommand({ FunctionName: 'applied', Qualifier: 'prod' }),
    );
    expect(Configuration?.MemorySize).toBe(256);
    expect(Configuration?.Description).toBe('mine');
  });

  it('dry-runs with one invocation and no analysis', async () => {
    const before = pipeline.calls().length;
    const ended = await pipeline.run({ lambdaARN, num: 10, dryRun: true, autoOptimize: true });
    const output = JSON.parse(ended.output ?? '{}');
    expect(output.dryRun).toBe(true);
    expect(output.plan.num).toBe(10);
    expect(output.checks.map(({ name }: { name: string }) => name)).toEqual([
      'input',
      'target',
      'cost',
      'probe',
    ]);
    const actions = actionsSince(pipeline, before);
    expect(actions.filter((action) => action === 'Invoke')).toHaveLength(1);
    expect(actions.filter((action) => action === 'CreateFunction')).toHaveLength(1);
    expect(actions.filter((action) => action === 'DeleteFunction')).toHaveLength(1);
    expect(actions).not.toContain('UpdateFunctionConfiguration');
  });

  it('leaves the target as it was', async () => {
    const configuration = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders' }),
    );
    expect(configuration.MemorySize).toBe(1024);
    const touched = pipeline
      .calls()
      .filter(
        ({ action, resource }) =>
          resource === 'orders' && /^(Update|Publish|Delete|Invoke|Create(Alias))/.test(action),
      );
    expect(touched).toEqual([]);
  });
});

function actionsSince(pipeline: Pipeline, before: number): string[] {
  return pipeline
    .calls()
    .slice(before)
    .map(({ action }) => action);
}

describe("with AWS's delays", () => {
  it('waits for a new function, its probes and its updates, and applies the answer', async () => {
    const pipeline = await startPipeline({ delays: 0.2 });
    try {
      const lambdaARN = await pipeline.create(
        'new',
        replayPackage({ x86_64: [steady(128, 900), steady(256, 300)] }),
        { MemorySize: 128 },
      );
      const input = {
        lambdaARN,
        num: 5,
        powerValues: [128, 256],
        autoOptimize: true,
        autoOptimizeAlias: 'prod',
      };
      const result = await pipeline.tune(input);
      expect(result.applied).toEqual({ memoryMB: 256, alias: 'prod', version: '1' });
    } finally {
      await pipeline.stop();
    }
  });
});
