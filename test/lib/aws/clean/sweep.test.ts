import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CleanerClients } from '../../../../lib/aws/clean/clients.ts';
import { sweep } from '../../../../lib/aws/clean/sweep.ts';
import { logs } from '../../../../lib/aws/clients/logs.ts';
import { s3 } from '../../../../lib/aws/clients/s3.ts';
import { tagging } from '../../../../lib/aws/clients/tagging.ts';
import { lockKey } from '../../../../lib/aws/in-place/lock.ts';
import { latestMark, versionMark } from '../../../../lib/aws/in-place/marks.ts';
import { LOCAL_BUCKET } from '../../../../lib/cli/local/bucket.ts';
import { type Pipeline, startPipeline } from '../../../support/pipeline.ts';
import { replayPackage, steady } from '../../../support/replay.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10), steady(256, 10)] });
const SLOW = {
  'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 500));',
};
const NOBODY = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:nobody';
const CANDIDATE = { architecture: 'x86_64', memoryMB: 256 } as const;

describe('sweep', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    pipeline = await startPipeline();
  });
  afterEach(() => pipeline.stop());

  const bucket = () => s3(pipeline.connection);
  const swept = (now = new Date(), regions: string[] = []) => {
    const asked: (string | undefined)[] = [];
    const clients: CleanerClients = {
      lambda: () => pipeline.lambda,
      logs: () => logs(pipeline.connection),
      tagging: (region) => {
        asked.push(region);
        return tagging(pipeline.connection);
      },
      states: pipeline.states,
      s3: bucket,
    };
    return sweep(clients, { regions, stagingBucket: LOCAL_BUCKET }, now).then((done) => ({ ...done, asked }));
  };
  const put = (Key: string, Body: string) =>
    bucket().send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body }));
  const keys = async () => {
    const { Contents = [] } = await bucket().send(new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }));
    return Contents.map(({ Key }) => Key);
  };
  const groups = async () => {
    const { logGroups = [] } = await logs(pipeline.connection).send(new DescribeLogGroupsCommand({}));
    return logGroups.map(({ logGroupName }) => logGroupName);
  };

  /** An execution that is over. */
  const over = async () => {
    const lambdaARN = await pipeline.create('any', FILES, { MemorySize: 128 });
    const { executionArn = '' } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    return executionArn;
  };

  /** A function as an execution in place has left it that was killed in the middle. */
  async function leftInPlace(executionArn: string, name = 'orders'): Promise<string> {
    const { lambda } = pipeline;
    const functionArn = await pipeline.create(name, FILES, { MemorySize: 128, Description: 'mine' });
    await lambda.send(new PublishVersionCommand({ FunctionName: name, Description: 'a release' }));
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: name,
        MemorySize: 256,
        Description: latestMark(executionArn, CANDIDATE),
      }),
    );
    await lambda.send(
      new PublishVersionCommand({
        FunctionName: name,
        Description: versionMark(executionArn, CANDIDATE),
      }),
    );
    await put(
      lockKey(functionArn),
      JSON.stringify({
        executionArn,
        functionArn,
        region: 'us-east-1',
        memoryMB: 128,
        description: 'mine',
        expiresAt: '2026-01-01T00:00:00.000Z',
      }),
    );
    return functionArn;
  }
  const state = async (name = 'orders') => {
    const { lambda } = pipeline;
    const { MemorySize, Description } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: name }),
    );
    const { Versions = [] } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }));
    return { MemorySize, Description, versions: Versions.map(({ Version }) => Version) };
  };

  it('asks every region that is tuned, and the stack’s own where none is named', async () => {
    expect((await swept()).asked).toEqual([undefined]);
    expect((await swept(new Date(), ['eu-west-1', 'us-east-1'])).asked).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('deletes packages of executions that are over, and none of one that runs', async () => {
    const ended = await over();
    const lambdaARN = await pipeline.create('slow', SLOW);
    const running = await pipeline.start({ lambdaARN, num: 10, powerValues: [512] });
    for (const executionArn of [ended, running, NOBODY]) await put(`staging/${executionArn}/ab.zip`, 'zip');
    await put('staging-of-somebody-else', 'keep');
    expect(await swept()).toMatchObject({ deleted: [`staging/${ended}/ab.zip`], left: [] });
    expect(await keys()).toEqual(
      ['staging-of-somebody-else', `staging/${NOBODY}/ab.zip`, `staging/${running}/ab.zip`].sort(),
    );
  });

  it('names packages of which it can not know whether their execution runs', async () => {
    const ended = await over();
    await put(`staging/${ended}/ab.zip`, 'zip');
    const error = { name: 'AccessDeniedException', message: 'not you', status: 400 };
    pipeline.emulator.setFaults([{ action: 'DescribeExecution', do: { error } }]);
    const { deleted, left } = await swept();
    expect(deleted).toEqual([]);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(
      /^staging\/.*ab\.zip \(whether its execution runs is not known: AccessDeniedException: not you/,
    );
  });

  it('deletes the log groups of probes that are gone, and no others', async () => {
    const client = logs(pipeline.connection);
    await pipeline.create('power-tuner-probe-0000000000-x86_64-128', FILES);
    for (const logGroupName of [
      '/aws/lambda/power-tuner-probe-0000000000-x86_64-128',
      '/aws/lambda/power-tuner-probe-1111111111-x86_64-128',
      '/aws/lambda/orders',
    ]) {
      await client.send(new CreateLogGroupCommand({ logGroupName }));
    }
    expect((await swept()).deleted).toEqual(['/aws/lambda/power-tuner-probe-1111111111-x86_64-128']);
    expect(await groups()).toEqual([
      '/aws/lambda/orders',
      '/aws/lambda/power-tuner-probe-0000000000-x86_64-128',
    ]);
  });

  it('puts a function back that an execution has left in place, deletes its versions and the lock', async () => {
    const functionArn = await leftInPlace(NOBODY);
    expect((await swept()).deleted).toEqual([lockKey(functionArn)]);
    expect(await state()).toEqual({ MemorySize: 128, Description: 'mine', versions: ['$LATEST', '1'] });
    expect(await keys()).toEqual([]);
  });

  it('waits until the last Lambda of an execution that has just ended must be over', async () => {
    const executionArn = await over();
    await leftInPlace(executionArn);
    expect((await swept()).deleted).toEqual([]);
    expect((await state()).MemorySize).toBe(256);
    expect((await swept(new Date(Date.now() + 7 * 60_000))).deleted).toHaveLength(1);
    expect((await state()).MemorySize).toBe(128);
  });

  it('goes on with the rest where one part can not be done, and says which', async () => {
    const functionArn = await leftInPlace(NOBODY);
    pipeline.emulator.setFaults([
      {
        action: 'GetResources',
        do: { error: { name: 'AccessDeniedException', message: 'no', status: 400 } },
      },
    ]);
    const { deleted, left } = await swept();
    expect(deleted).toEqual([lockKey(functionArn)]);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/^probes \(AccessDeniedException/);
  });

  it('puts the other functions back where one can not be, and says which', async () => {
    await leftInPlace(NOBODY, 'first');
    const second = await leftInPlace(NOBODY, 'second');
    const error = { name: 'AccessDeniedException', message: 'not you', status: 403 };
    pipeline.emulator.setFaults([
      { action: 'UpdateFunctionConfiguration', resource: 'first', do: { error } },
    ]);
    const { deleted, left } = await swept();
    expect(deleted).toEqual([lockKey(second)]);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/^locks\/.*first.*TargetNotRestored.*AccessDeniedException: not you/);
    expect((await state('second')).MemorySize).toBe(128);
  });

  it('ignores what is no lock', async () => {
    await put('locks/something.json', '{"a": 1}');
    await put('locks/text.json', 'no JSON at all');
    const functionArn = await leftInPlace(NOBODY);
    expect(await swept()).toMatchObject({ deleted: [lockKey(functionArn)], left: [] });
    expect(await keys()).toEqual(['locks/something.json', 'locks/text.json']);
  });
});
