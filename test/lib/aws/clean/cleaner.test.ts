import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../../functions/cleaner/handler.ts';
import { probePrefix } from '../../../../lib/aws/probe-name.ts';
import { type Pipeline, startPipeline } from '../../../support/pipeline.ts';
import { replayPackage, steady } from '../../../support/replay.ts';

const FILES = replayPackage({ x86_64: [steady(128, 10), steady(256, 10)] });
const CONTEXT = { getRemainingTimeInMillis: () => 60_000, awsRequestId: 'r', functionName: 'cleaner' };

describe('the Cleaner', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    pipeline = await startPipeline();
  });
  afterEach(() => pipeline.stop());

  const cleaner = () =>
    createHandler(
      { connection: pipeline.connection, log: { info: () => undefined, error: () => undefined } },
      { regions: [], stagingBucket: 'power-tuner-staging' },
    );
  const names = async () => {
    const { Functions = [] } = await pipeline.lambda.send(new ListFunctionsCommand({}));
    return Functions.map(({ FunctionName }) => FunctionName).sort();
  };
  const tags = (executionArn: string, expires = '2000-01-01T00:00:00.000Z') => ({
    'power-tuner:execution': executionArn,
    'power-tuner:target': 'x',
    'power-tuner:expires': expires,
  });

  it('can run again and again after an execution that is over', async () => {
    const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
    const { executionArn } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128, 256] });
    const prefix = probePrefix(executionArn ?? '');
    const deleted = [`${prefix}x86_64-128`, `${prefix}x86_64-256`];
    expect(await cleaner()({ executionArn: executionArn ?? '' }, CONTEXT)).toEqual({ deleted });
    expect(await cleaner()({ executionArn: executionArn ?? '' }, CONTEXT)).toEqual({ deleted });
    expect(await names()).toEqual(['orders']);
  });

  it('fails where the execution may not be read, with what is left, the right and what comes after it', async () => {
    const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
    const { executionArn = '' } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    const error = { name: 'AccessDeniedException', message: 'not you', status: 400 };
    pipeline.emulator.setFaults([{ action: 'GetExecutionHistory', do: { error } }]);
    await expect(cleaner()({ executionArn }, CONTEXT)).rejects.toMatchObject({
      name: 'ProbesLeft',
      message: `what the execution ${executionArn} has created can't be found out: AccessDeniedException: not you (GetExecutionHistory). The Cleaner needs states:GetExecutionHistory on it. It is tried again; the hourly sweep comes after that`,
    });
  });

  it('sweeps the probes of executions that have ended, found by their tags', async () => {
    const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
    const { executionArn = '' } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    const left = `${probePrefix(executionArn)}x86_64-999`;
    await pipeline.create(left, FILES, { Tags: tags(executionArn, '2999-01-01T00:00:00.000Z') });
    expect(await cleaner()({}, CONTEXT)).toEqual({ deleted: [left] });
    expect(await names()).toEqual(['orders']);
  });

  it('keeps the probes of an execution that runs', async () => {
    const lambdaARN = await pipeline.create('slow', {
      'index.mjs': 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 300));',
    });
    const executionArn = await pipeline.start({ lambdaARN, num: 20, powerValues: [512] });
    const probe = `${probePrefix(executionArn)}x86_64-777`;
    await pipeline.create(probe, FILES, { Tags: tags(executionArn) });
    expect(await cleaner()({}, CONTEXT)).toEqual({ deleted: [] });
    expect(await names()).toContain(probe);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    await pipeline.end(executionArn);
    expect(await cleaner()({}, CONTEXT)).toEqual({ deleted: [probe] });
  });

  it('deletes what belongs to no known execution only when it has expired', async () => {
    const gone = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:gone';
    await pipeline.create('power-tuner-probe-aaaaaaaaaa-x86_64-128', FILES, { Tags: tags(gone) });
    await pipeline.create('power-tuner-probe-bbbbbbbbbb-x86_64-128', FILES, {
      Tags: tags(gone, '2999-01-01T00:00:00.000Z'),
    });
    await cleaner()({}, CONTEXT);
    expect(await names()).toEqual(['power-tuner-probe-bbbbbbbbbb-x86_64-128']);
  });

  it('never deletes a function without the prefix, whatever its tags say', async () => {
    await pipeline.create('precious', FILES, {
      Tags: tags('arn:aws:states:us-east-1:000000000000:execution:power-tuner:gone'),
    });
    expect(await cleaner()({}, CONTEXT)).toEqual({ deleted: [] });
    expect(await names()).toEqual(['precious']);
  });

  it('leaves a function of a probe’s name alone that the execution did not make', async () => {
    const lambdaARN = await pipeline.create('orders', FILES, { MemorySize: 128 });
    let foreign = '';
    pipeline.onCall(({ action, resource = '' }) => {
      if (action !== 'CreateFunction' || !resource.endsWith('x86_64-128') || foreign !== '') return;
      foreign = resource;
    });
    const { executionArn = '' } = await pipeline.run({ lambdaARN, num: 5, powerValues: [128] });
    await pipeline.create(foreign, FILES);
    await cleaner()({ executionArn }, CONTEXT);
    expect(await names()).toEqual(['orders', foreign]);
  });
});
