import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probePrefix } from '../../lib/aws/probe-name.ts';
import { powerTuner } from '../support/command-line.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10)] });

describe('power-tuner clean', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  const command = () =>
    powerTuner(['clean', '--region', 'us-east-1', '--staging-bucket', 'power-tuner-staging'], {
      environment: {
        AWS_ENDPOINT_URL: pipeline.emulator.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });

  it('deletes what a run that is over has left, and says what', async () => {
    const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
    const { executionArn = '' } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    const probe = `${probePrefix(executionArn)}x86_64-512`;
    await pipeline.create(probe, FILES, { Tags: { 'power-tuner:execution': executionArn } });
    expect(await command()).toMatchObject({ code: 0, stdout: `deleted ${probe}\n` });
    const { Functions = [] } = await pipeline.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['orders']);
  });

  it('says so where there is nothing', async () => {
    expect(await command()).toEqual({ code: 0, stdout: '', stderr: 'Nothing was left.\n' });
  });

  it('ends with 1, and names what is left, where something can not be deleted', async () => {
    pipeline.emulator.setFaults([
      {
        action: 'GetResources',
        do: { error: { name: 'AccessDeniedException', message: 'not yours', status: 400 } },
      },
    ]);
    const { code, stderr } = await command();
    expect(code).toBe(1);
    expect(stderr).toContain('probes (AccessDeniedException: not yours');
  });
});
