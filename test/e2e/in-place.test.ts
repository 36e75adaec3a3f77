import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { lockKey } from '../../lib/aws/in-place/lock.ts';
import { latestMark, versionMark } from '../../lib/aws/in-place/marks.ts';
import { LOCAL_BUCKET as BUCKET } from '../../lib/cli/local/bucket.ts';
import type { TuningResult } from '../../lib/contract/index.ts';
import { targetSnapshot } from '../faults/support/target-snapshot.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';
import { zipped } from '../support/zipped.ts';

const FILES = replayPackage({
  x86_64: [steady(128, 800), steady(256, 300), steady(512, 200), steady(1024, 190)],
});
const SIZES = [128, 256, 1024];
const input = { isolation: 'in-place', num: 5, powerValues: SIZES };

describe('isolation "in-place"', () => {
  let pipeline: Pipeline;
  let lambdaARN: string;
  beforeEach(async () => {
    pipeline = await startPipeline();
    lambdaARN = await pipeline.create('orders', FILES, {
      MemorySize: 512,
      Description: 'takes orders',
      Tags: { team: 'shop' },
      Environment: { Variables: { TABLE: 'orders' } },
    });
    await pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'orders', Description: 'mine' }));
    await pipeline.lambda.send(
      new CreateAliasCommand({ FunctionName: 'orders', Name: 'live', FunctionVersion: '1' }),
    );
  });
  afterEach(() => pipeline.stop());

  /** Everything of the target but what changes with any update that is put back. */
  async function snapshot() {
    const { latest, ...rest } = await targetSnapshot(pipeline.lambda, 'orders');
    const text = JSON.stringify({ ...rest, latest: latest.Configuration });
    return JSON.parse(text, (key, value) => (key === 'RevisionId' || key === 'LastModified' ? '-' : value));
  }
  const versions = async () => {
    const { Versions = [] } = await pipeline.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'orders' }),
    );
    return Versions.map(({ Version }) => Version);
  };
  const memory = async () => {
    const now = await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
    return now.MemorySize;
  };
  const lockOf = async (arn: string) => {
    const command = new GetObjectCommand({ Bucket: BUCKET, Key: lockKey(arn) });
    const object = await s3(pipeline.connection)
      .send(command)
      .catch(() => undefined);
    return object?.Body?.transformToString();
  };

  it('measures versions of the function, puts it back and deletes them', async () => {
    const before = await snapshot();
    const result = await pipeline.tune({ lambdaARN, ...input });
    expect(result).toMatchObject({ power: 256, duration: 300, measuredBy: 'replayed' });
    expect(result.candidates.map(({ memoryMB, status }) => [memoryMB, status])).toEqual([
      [128, 'measured'],
      [256, 'measured'],
      [1024, 'measured'],
      [512, 'measured'],
    ]);
    expect(result.warnings.map(({ code }) => code)).toContain('measured-in-place');
    expect(await snapshot()).toEqual(before);
    expect(await lockOf(lambdaARN)).toBeUndefined();
    expect(pipeline.calls().filter(({ action }) => action === 'CreateFunction')).toHaveLength(1);
  });

  it('invokes the versions, never $LATEST', async () => {
    await pipeline.tune({ lambdaARN, ...input });
    const invoked = pipeline.calls().filter(({ action }) => action === 'Invoke');
    expect(invoked.length).toBeGreaterThanOrEqual(20);
    expect(new Set(invoked.map(({ resource }) => resource))).toEqual(new Set(['orders']));
    expect(pipeline.invocations().map(({ functionArn }) => functionArn.split(':')[7])).not.toContain(
      undefined,
    );
  });

  it('applies the answer after the function was put back', async () => {
    const result = await pipeline.tune({
      lambdaARN,
      ...input,
      autoOptimize: true,
      autoOptimizeAlias: 'live',
    });
    expect(result.applied).toMatchObject({ memoryMB: 256, alias: 'live' });
    expect(await memory()).toBe(256);
    expect(await versions()).toHaveLength(3);
  });

  it('measures its own architecture only, and says so', async () => {
    const result = await pipeline.tune({ lambdaARN, ...input, architectures: ['x86_64', 'arm64'] });
    const arm = result.candidates.filter(({ architecture }) => architecture === 'arm64');
    expect(arm.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(arm[0]?.reason).toContain('in-place');
  });

  it('marks a size that Lambda refuses, and measures the others', async () => {
    pipeline.emulator.setFaults([
      {
        action: 'UpdateFunctionConfiguration',
        nth: 2,
        do: {
          error: { name: 'ValidationException', message: "'MemorySize' value failed", status: 400 },
        },
      },
    ]);
    const before = await snapshot();
    const result = await pipeline.tune({ lambdaARN, ...input });
    expect(result.candidates.find(({ memoryMB }) => memoryMB === 256)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('Lambda refused to give it this size'),
    });
    expect(await snapshot()).toEqual(before);
  });

  it.each<[string, string, { nth: number; do: { drop: 'after' } }]>([
    ['an update', 'UpdateFunctionConfiguration', { nth: 2, do: { drop: 'after' } }],
    ['the last update, which puts it back', 'UpdateFunctionConfiguration', { nth: 5, do: { drop: 'after' } }],
    ['a publication', 'PublishVersion', { nth: 2, do: { drop: 'after' } }],
    ['a deletion', 'DeleteFunction', { nth: 1, do: { drop: 'after' } }],
  ])('goes on where the answer to %s was lost', async (_, action, fault) => {
    pipeline.emulator.setFaults([{ action, ...fault }]);
    const before = await snapshot();
    const result = await pipeline.tune({ lambdaARN, ...input });
    expect(result.candidates.every(({ status }) => status === 'measured')).toBe(true);
    expect(await snapshot()).toEqual(before);
  });

  it('waits where something else about the function is in progress', async () => {
    const message = 'The operation cannot be performed at this time. An update is in progress for resource';
    const conflict = { error: { name: 'ResourceConflictException', message, status: 409 } };
    pipeline.emulator.setFaults([
      { action: 'UpdateFunctionConfiguration', nth: 1, do: conflict },
      { action: 'PublishVersion', nth: 1, do: conflict },
    ]);
    const before = await snapshot();
    const result = await pipeline.tune({ lambdaARN, ...input, powerValues: [128] });
    expect(result.candidates.every(({ status }) => status === 'measured')).toBe(true);
    expect(await snapshot()).toEqual(before);
  });

  it('has nothing to put back where the function is deleted in the middle, and fails', async () => {
    pipeline.onCall(({ action }, count) =>
      action === 'PublishVersion' && count === 1
        ? pipeline.lambda.send(new DeleteFunctionCommand({ FunctionName: 'orders' }))
        : undefined,
    );
    const { status, error } = await pipeline.run({ lambdaARN, ...input });
    expect([status, error]).toEqual(['FAILED', 'ProbeNotCreated']);
  });

  it('stops when somebody else deploys code in the middle, and leaves that deployment as it is', async () => {
    // The deployment has its time: what comes next waits for it.
    pipeline.emulator.setFaults([{ action: 'PublishVersion', nth: 2, do: { delayMs: 1500 } }]);
    const deploy = () =>
      pipeline.lambda.send(
        new UpdateFunctionCodeCommand({
          FunctionName: 'orders',
          ZipFile: zipped({ ...FILES, 'new.txt': '1' }),
        }),
      );
    pipeline.onCall(({ action }, count) =>
      action === 'PublishVersion' && count === 1 ? deploy() : undefined,
    );
    const { status, error } = await pipeline.run({ lambdaARN, ...input });
    expect([status, error]).toEqual(['FAILED', 'TargetChanged']);
    const now = await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
    expect(now).toMatchObject({ MemorySize: 512, Description: 'takes orders' });
    expect(now.CodeSha256).toBe((await deploy()).CodeSha256);
    expect(await versions()).toEqual(['$LATEST', '1']);
  });

  it('keeps a memory size that somebody else gives it in the middle', async () => {
    pipeline.emulator.setFaults([{ action: 'PublishVersion', nth: 2, do: { delayMs: 1500 } }]);
    pipeline.onCall(({ action }, count) =>
      action === 'PublishVersion' && count === 1
        ? pipeline.lambda.send(
            new UpdateFunctionConfigurationCommand({ FunctionName: 'orders', MemorySize: 2048 }),
          )
        : undefined,
    );
    const { error } = await pipeline.run({ lambdaARN, ...input });
    expect(error).toBe('TargetChanged');
    const now = await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
    expect(now).toMatchObject({ MemorySize: 2048, Description: 'takes orders' });
    expect(await versions()).toEqual(['$LATEST', '1']);
  });

  it('never deletes a version that somebody else publishes in the middle', async () => {
    pipeline.onCall(({ action }, count) =>
      action === 'UpdateFunctionConfiguration' && count === 2
        ? pipeline.lambda.send(new PublishVersionCommand({ FunctionName: 'orders' }))
        : undefined,
    );
    const { status } = await pipeline.run({ lambdaARN, ...input });
    expect(status).toBe('FAILED');
    const left = await versions();
    expect(left).toHaveLength(3);
    expect(await memory()).toBe(512);
  });

  it('refuses a second run on the same function while the first has it, and names that one', async () => {
    const slow = replayPackage({ x86_64: [steady(128, 400), steady(512, 400)] }, 'real');
    const arn = await pipeline.create('slow', slow, { MemorySize: 512 });
    const first = await pipeline.start({ ...input, lambdaARN: arn, powerValues: [128] });
    await pipeline.until(() => lockOf(arn));
    await pipeline.until(async () => {
      const now = await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'slow' }));
      return pipeline.calls().some(({ action }) => action === 'Invoke') && now.Description === '';
    });
    const second = await pipeline.run({ ...input, lambdaARN: arn, powerValues: [128] });
    expect([second.status, second.error]).toEqual(['FAILED', 'TargetLocked']);
    expect(second.cause).toContain(first);
    expect((await pipeline.end(first)).status).toBe('SUCCEEDED');
    expect(await lockOf(arn)).toBeUndefined();
  });

  it('takes over from a run that was killed long ago, once what it left is cleaned up', async () => {
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:killed';
    const candidate = { architecture: 'x86_64', memoryMB: 1024 } as const;
    await pipeline.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'orders',
        MemorySize: 1024,
        Description: latestMark(executionArn, candidate),
      }),
    );
    await pipeline.lambda.send(
      new PublishVersionCommand({
        FunctionName: 'orders',
        Description: versionMark(executionArn, candidate),
      }),
    );
    await pipeline.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'orders',
        MemorySize: 512,
        Description: 'takes orders',
      }),
    );
    const record = {
      executionArn,
      functionArn: lambdaARN,
      region: 'us-east-1',
      memoryMB: 512,
      description: 'takes orders',
      expiresAt: '2026-01-01T00:00:00.000Z',
    };
    await s3(pipeline.connection).send(
      new PutObjectCommand({ Bucket: BUCKET, Key: lockKey(lambdaARN), Body: JSON.stringify(record) }),
    );
    await pipeline.tune({ lambdaARN, ...input });
    expect(await versions()).toEqual(['$LATEST', '1']);
  });

  it('refuses a target that has the mark of another run', async () => {
    await pipeline.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'orders',
        Description: latestMark('arn:aws:states:us-east-1:000000000000:execution:power-tuner:other', {
          architecture: 'x86_64',
          memoryMB: 512,
        }),
      }),
    );
    for (const isolation of ['probe', 'in-place']) {
      expect((await pipeline.run({ lambdaARN, ...input, isolation })).error).toBe('TargetLocked');
    }
  });

  it('puts the function back when the execution is stopped in the middle', async () => {
    const before = await snapshot();
    let executionArn = '';
    pipeline.onCall(({ action }, count) =>
      action === 'PublishVersion' && count === 2
        ? pipeline.states.send(new StopExecutionCommand({ executionArn }))
        : undefined,
    );
    executionArn = await pipeline.start({ lambdaARN, ...input });
    expect((await pipeline.end(executionArn)).status).toBe('ABORTED');
    expect(await snapshot()).toEqual(before);
  });

  it('answers a dry run', async () => {
    const before = await snapshot();
    const output = JSON.parse((await pipeline.run({ lambdaARN, ...input, dryRun: true })).output ?? '');
    expect(output.checks.map(({ name }: { name: string }) => name)).toContain('version');
    expect(await snapshot()).toEqual(before);
  });

  it('gives the same answer as probes do', async () => {
    const answer = ({ power, cost, duration, recommendation }: TuningResult) => ({
      power,
      cost,
      duration,
      sentence: recommendation.sentence,
    });
    const probes = await pipeline.tune({ lambdaARN, ...input, isolation: 'probe', seed: 1 });
    const versions = await pipeline.tune({ lambdaARN, ...input, seed: 1 });
    expect(answer(versions)).toEqual(answer(probes));
  });
});

describe('isolation "in-place" with delays as on AWS', () => {
  it('waits for each update and each version, and applies the answer', async () => {
    const pipeline = await startPipeline({ delays: 0.1 });
    try {
      await pipeline.create('orders', FILES, { MemorySize: 512, Description: 'takes orders' });
      const result = await pipeline.tune({ lambdaARN: 'orders', ...input, autoOptimize: true });
      expect(result.candidates.map(({ status }) => status)).toEqual(Array(4).fill('measured'));
      expect(result.applied).toEqual({ memoryMB: 256 });
      const now = await pipeline.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
      expect(now).toMatchObject({ MemorySize: 256, Description: 'takes orders' });
      const refused = pipeline.calls().filter(({ status }) => status >= 400);
      expect(refused.map(({ action, status }) => [action, status])).toEqual(
        refused.map(() => ['GetObject', 404]),
      );
    } finally {
      await pipeline.stop();
    }
  });
});
