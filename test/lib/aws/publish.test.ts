import { GetFunctionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../functions/initializer/settings.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { initialize } from '../../../lib/aws/initialize.ts';
import { publishRound } from '../../../lib/aws/publish.ts';
import { type InitializerResult, TargetChanged } from '../../../lib/contract/index.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { replayPackage, steady } from '../../support/replay.ts';
import { zipped } from '../../support/zipped.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10)] });
const goesOn = async () => undefined;

describe('publishRound', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  const clients = () => ({ lambda: pipeline.lambda, s3: () => s3(pipeline.connection) });

  function planned(lambdaARN: string, name: string): Promise<InitializerResult> {
    return initialize(
      {
        input: { lambdaARN, powerValues: [128, 256], architectures: ['x86_64', 'arm64'], baseline: false },
        executionArn: `arn:aws:states:us-east-1:000000000000:execution:power-tuner:${name}`,
        startedAt: '2026-11-20T10:00:00.000Z',
      },
      settingsFrom({ POWER_TUNER_PROBE_LOG_GROUP: '/power-tuner/probes', AWS_REGION: 'us-east-1' }),
      { controlPlane: () => pipeline.lambda, s3: () => s3(pipeline.connection) },
    );
  }

  it("copies code and configuration, with the candidate's memory and architecture and the tuner's tags", async () => {
    const lambdaARN = await pipeline.create('copied', FILES, {
      Environment: { Variables: { SECRET: 'canary-env' } },
      EphemeralStorage: { Size: 1024 },
      Tags: { team: 'orders' },
      TracingConfig: { Mode: 'Active' },
      Timeout: 17,
      Description: 'mine',
    });
    const { plan, round } = await planned(lambdaARN, 'copy');
    const published = await publishRound(clients(), plan, round, goesOn);
    expect(published).toEqual({ ...round, work: expect.arrayContaining([...round.work]) });
    expect(published.work).toHaveLength(round.work.length);
    const probe = await pipeline.lambda.send(
      new GetFunctionCommand({ FunctionName: `${plan.probePrefix}arm64-256` }),
    );
    const target = await pipeline.lambda.send(new GetFunctionCommand({ FunctionName: 'copied' }));
    expect(probe.Configuration).toMatchObject({
      MemorySize: 256,
      Architectures: ['arm64'],
      CodeSha256: target.Configuration?.CodeSha256,
      Environment: { Variables: { SECRET: 'canary-env' } },
      EphemeralStorage: { Size: 1024 },
      TracingConfig: { Mode: 'Active' },
      Timeout: 17,
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/power-tuner/probes' },
    });
    expect(probe.Tags).toEqual({
      team: 'orders',
      'power-tuner:execution': plan.executionArn,
      'power-tuner:target': lambdaARN,
      'power-tuner:expires': '2026-11-20T17:00:00.000Z',
    });
    expect(JSON.stringify(plan)).not.toContain('canary-env');
  });

  it('lets architectures take turns, so that what slows one down hits the other too', async () => {
    const lambdaARN = await pipeline.create('turns', FILES);
    const { plan, round } = await planned(lambdaARN, 'turns');
    const { work } = await publishRound(clients(), plan, round, goesOn);
    expect(work.map(({ architecture, memoryMB }) => `${architecture} ${memoryMB}`)).toEqual([
      'x86_64 128',
      'arm64 128',
      'x86_64 256',
      'arm64 256',
    ]);
  });

  it('can run again after an attempt that failed half way, and creates nothing twice', async () => {
    const lambdaARN = await pipeline.create('again', FILES);
    const { plan, round } = await planned(lambdaARN, 'again');
    const half = { ...round, work: round.work.slice(0, 2) };
    await publishRound(clients(), plan, half, goesOn);
    await publishRound(clients(), plan, round, goesOn);
    const created = pipeline
      .calls()
      .filter(
        ({ action, resource }) => action === 'CreateFunction' && resource?.startsWith(plan.probePrefix),
      );
    expect(created.filter(({ status }) => status === 201)).toHaveLength(round.work.length);
    expect(created.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it('fails when the target was deployed after the plan was made', async () => {
    const lambdaARN = await pipeline.create('deployed', FILES);
    const { plan, round } = await planned(lambdaARN, 'deployed');
    await pipeline.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'deployed',
        ZipFile: zipped({ ...FILES, 'new.txt': '1' }),
      }),
    );
    await expect(publishRound(clients(), plan, round, goesOn)).rejects.toThrow(TargetChanged);
  });

  it('fails when the execution has ended, and creates no more', async () => {
    const lambdaARN = await pipeline.create('ended', FILES);
    const { plan, round } = await planned(lambdaARN, 'ended');
    const ended = async () => {
      throw new RangeError('ended');
    };
    await expect(publishRound(clients(), plan, round, ended)).rejects.toThrow(RangeError);
    const created = pipeline
      .calls()
      .filter(
        ({ action, resource }) => action === 'CreateFunction' && resource?.startsWith(plan.probePrefix),
      );
    expect(created).toEqual([]);
  });
});
