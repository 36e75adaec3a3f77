import {
  CreateAliasCommand,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

describe('a version or an alias as the target', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    const { lambda } = pipeline;
    await pipeline.create(
      'orders',
      replayPackage({ x86_64: [128, 256, 512].map((memoryMB) => steady(memoryMB, 100)) }),
      { MemorySize: 256 },
    );
    await lambda.send(new PublishVersionCommand({ FunctionName: 'orders' }));
    await lambda.send(new CreateAliasCommand({ FunctionName: 'orders', Name: 'live', FunctionVersion: '1' }));
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'orders', MemorySize: 512 }));
  });
  afterAll(() => pipeline.stop());

  const input = { num: 5, powerValues: [128] };

  it.each(['orders:1', 'orders:live', '000000000000:function:orders:live'])(
    "tunes the version's configuration for %s",
    async (lambdaARN) => {
      const result = await pipeline.tune({ lambdaARN, ...input });
      expect(result.baseline?.memoryMB).toBe(256);
      expect(result.target.functionArn).toBe('arn:aws:lambda:us-east-1:000000000000:function:orders');
    },
  );

  it('tunes $LATEST without a qualifier', async () => {
    expect((await pipeline.tune({ lambdaARN: 'orders', ...input })).baseline?.memoryMB).toBe(512);
  });

  it('fails where $LATEST may not be read, and names it, the action and the right', async () => {
    const error = { name: 'AccessDeniedException', message: 'not you', status: 403 };
    pipeline.emulator.setFaults([{ action: 'GetFunctionConfiguration', nth: 1, do: { error } }]);
    const ended = await pipeline.run({ lambdaARN: 'orders:live', ...input, autoOptimize: true });
    pipeline.emulator.setFaults([]);
    expect(ended.error).toBe('TargetNotTunable');
    expect(JSON.parse(ended.cause ?? '').errorMessage).toMatch(
      /^the target orders can't be read: AccessDeniedException: not you \(GetFunctionConfiguration\)\. The Initializer needs/,
    );
  });

  it('applies to $LATEST only because the code there is the same', async () => {
    const result = await pipeline.tune({ lambdaARN: 'orders:live', ...input, autoOptimize: true });
    expect(result.applied).toEqual({ memoryMB: 128 });
    const latest = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders' }),
    );
    expect(latest.MemorySize).toBe(128);
    const version = await pipeline.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders', Qualifier: '1' }),
    );
    expect(version.MemorySize).toBe(256);
  });
});
