import { readFileSync } from 'node:fs';
import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/retuner/handler.ts';
import { settingsFrom } from '../../../functions/retuner/settings.ts';
import { settingsHash } from '../../../lib/aws/configuration-hash.ts';
import { bucketStore } from '../../../lib/aws/kept-results.ts';
import { retuneName } from '../../../lib/aws/retune/put-off.ts';
import { checkInput, type TuningResult } from '../../../lib/contract/index.ts';
import { keep } from '../../../lib/core/history/store.ts';
import { createStates, type StatesService } from '../../../lib/emulator/states/service.ts';
import { QUIET } from '../../support/quiet-log.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const RETUNER = 'arn:aws:lambda:us-east-1:000000000000:function:retuner';
const ORDERS = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
const ROLE = 'arn:aws:iam::000000000000:role/retune';
const NOW = new Date('2026-11-26T12:00:00.000Z');
const AT = '2026-11-26T12:10:00Z';
const RESULT: TuningResult = JSON.parse(
  readFileSync(new URL('../../fixtures/results/v1.json', import.meta.url), 'utf8'),
);

/** The retuner, with what it is deployed with, and a function `orders`. */
async function deployed({ keeps = true, group = true } = {}) {
  let states: StatesService | undefined;
  const on = await startedEmulator({
    buckets: ['results'],
    targets: { AWSStepFunctions: async (action, body) => states?.answer(action, body) },
  });
  states = createStates({
    region: 'us-east-1',
    accountId: '000000000000',
    name: 'power-tuner',
    definition: { StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } },
    stages: {},
    cleaner: 'none',
  });
  await on.create({ FunctionName: 'orders' });
  if (group) await on.scheduler.send(new CreateScheduleGroupCommand({ Name: 'power-tuner' }));
  const { endpoint, region } = on.emulator;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  let now = NOW;
  const handler = createHandler(
    { connection: { endpoint, region, credentials, timeScale: 0.01 }, log: QUIET, now: () => now },
    settingsFrom({
      POWER_TUNER_RETUNE: JSON.stringify({
        stateMachineArn: states.stateMachineArn,
        groupName: 'power-tuner',
        roleArn: ROLE,
        deadLetterQueueArn: 'arn:aws:sqs:us-east-1:000000000000:missed',
        delaySeconds: 600,
        quietSeconds: 86_400,
        input: { strategy: 'speed' },
        ...(keeps ? { resultsBucket: 'results' } : {}),
      }),
    }),
  );
  const configuration = () => on.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
  return {
    ...on,
    configuration,
    call: (event: Parameters<typeof handler>[0]) => handler(event, { invokedFunctionArn: RETUNER }),
    schedule: (Name = 'retune.orders') =>
      on.scheduler.send(new GetScheduleCommand({ Name, GroupName: 'power-tuner' })),
    setNow(moment: string) {
      now = new Date(moment);
    },
    /** Keeps a result of what `orders` is now. */
    async keepResult({
      startedAt = '2026-11-26T06:00:00.000Z',
      codeSha256 = '',
      ...more
    }: Partial<TuningResult> & { startedAt?: string; codeSha256?: string } = {}) {
      const is = await configuration();
      const { baseline } = RESULT;
      if (baseline === undefined) throw new Error('the fixture has a baseline');
      await keep(bucketStore(on.s3, 'results'), {
        ...RESULT,
        baseline: { ...baseline, architecture: 'x86_64', memoryMB: is.MemorySize ?? 128 },
        ...more,
        target: {
          functionArn: ORDERS,
          region: 'us-east-1',
          codeSha256: codeSha256 || (is.CodeSha256 ?? ''),
          configurationSha256: settingsHash(is),
        },
        run: { ...RESULT.run, startedAt },
      });
    },
    starts: () => on.emulator.calls().filter(({ action }) => action === 'StartExecution').length,
  };
}

describe('a deployment', () => {
  it('puts the function off by a schedule for once, which calls the retuner again', async () => {
    const { call, schedule } = await deployed();
    expect(await call({ deployed: ORDERS })).toEqual({ due: ORDERS, at: AT });
    expect(await schedule()).toMatchObject({
      ScheduleExpression: 'at(2026-11-26T12:10:00)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: RETUNER, RoleArn: ROLE, Input: JSON.stringify({ due: ORDERS, at: AT }) },
    });
  });

  it('moves the schedule of the one before', async () => {
    const { call, schedule, setNow, emulator } = await deployed();
    await call({ deployed: ORDERS });
    setNow('2026-11-26T12:04:30.500Z');
    await call({ deployed: `${ORDERS}:$LATEST` });
    expect((await schedule()).ScheduleExpression).toBe('at(2026-11-26T12:14:30)');
    expect(emulator.calls().filter(({ action }) => action === 'CreateSchedule')).toHaveLength(1);
  });

  it('meets another at the same moment, and one schedule comes of both', async () => {
    const { call, schedule } = await deployed();
    await Promise.all([1, 2, 3].map(() => call({ deployed: ORDERS })));
    expect((await schedule()).State).toBe('ENABLED');
  });

  it('fails when there is no group for the schedule', async () => {
    const { call } = await deployed({ group: false });
    await expect(call({ deployed: ORDERS })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('a function that is due', () => {
  const due = { due: ORDERS, at: AT };

  it('is tuned with the input of the construct where it was never tuned', async () => {
    const { call, states } = await deployed();
    const outcome = await call(due);
    expect(outcome).toEqual({
      started: 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:retune-orders-20261126T121000Z',
      why: 'there is no earlier result',
    });
    const executionArn = 'started' in outcome ? outcome.started : '';
    const { input = '' } = await states.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(input)).toEqual({ strategy: 'speed', lambdaARN: ORDERS, schedule: 'retune.orders' });
    expect(checkInput(JSON.parse(input)).ok).toBe(true);
  });

  it('is tuned once, however often the schedule comes', async () => {
    const { call, states } = await deployed();
    const first = await call(due);
    const executionArn = 'started' in first ? first.started : '';
    const ended = async () => {
      const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
      return status;
    };
    await expect.poll(ended).toBe('SUCCEEDED');
    expect(await call(due)).toEqual({
      skipped: 'the execution retune-orders-20261126T121000Z was started before: the schedule came twice',
    });
  });

  it('is skipped where nothing has changed since a young result', async () => {
    const { call, keepResult, starts } = await deployed();
    await keepResult();
    expect(await call(due)).toEqual({
      skipped: 'neither code nor configuration has changed since the result of 2026-11-26T06:00:00.000Z',
    });
    expect(starts()).toBe(0);
  });

  it('is tuned where its code has changed', async () => {
    const { call, keepResult } = await deployed();
    await keepResult({ codeSha256: 'another' });
    expect(await call(due)).toMatchObject({ why: 'its code has changed' });
  });

  it('is tuned where its configuration has changed', async () => {
    const { call, keepResult, lambda } = await deployed();
    await keepResult();
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'orders', Timeout: 60 }));
    expect(await call(due)).toMatchObject({ why: 'its configuration has changed' });
  });

  const resized = async ({ lambda }: Awaited<ReturnType<typeof deployed>>, MemorySize: number) =>
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'orders', MemorySize }));
  const recommendation = { ...RESULT.recommendation, architecture: 'x86_64' as const, memoryMB: 2048 };

  it('is skipped where it was given what was recommended', async () => {
    const on = await deployed();
    await on.keepResult({ recommendation });
    await resized(on, 2048);
    expect(await on.call(due)).toHaveProperty('skipped');
  });

  it('is tuned where it was given another memory size', async () => {
    const on = await deployed();
    await on.keepResult({ recommendation });
    await resized(on, 3008);
    expect(await on.call(due)).toMatchObject({ why: 'its memory size or architecture has changed' });
  });

  it('is tuned where a deployment has undone what was applied', async () => {
    const on = await deployed();
    await on.keepResult({ recommendation, applied: { memoryMB: 2048 } });
    expect(await on.call(due)).toMatchObject({ why: 'its memory size or architecture has changed' });
    await resized(on, 2048);
    expect(await on.call({ ...due, at: '2026-11-26T12:20:00Z' })).toHaveProperty('skipped');
  });

  it('is skipped where the run did not measure what it had', async () => {
    const on = await deployed();
    await on.keepResult({ baseline: undefined });
    await resized(on, 3008);
    expect(await on.call(due)).toHaveProperty('skipped');
  });

  it('is tuned where the last result is old, whatever has changed', async () => {
    const { call, keepResult } = await deployed();
    await keepResult({ startedAt: '2026-11-25T12:00:00.000Z' });
    expect(await call(due)).toMatchObject({ why: 'the last result is from 2026-11-25T12:00:00.000Z' });
  });

  it('is tuned where no results are kept', async () => {
    const { call, keepResult } = await deployed({ keeps: false });
    await keepResult();
    expect(await call(due)).toMatchObject({ why: 'there is no earlier result' });
  });

  it('is tuned where the last result can not be read', async () => {
    const { call, keepResult, emulator } = await deployed();
    await keepResult();
    emulator.setFaults([
      {
        service: 's3',
        action: 'GetObject',
        do: { error: { name: 'AccessDenied', message: 'no', status: 403 } },
      },
    ]);
    expect(await call(due)).toMatchObject({
      why: expect.stringMatching(/^the last result can't be read: AccessDenied/),
    });
  });

  it('goes by an older result where the last one can not be read', async () => {
    const { call, keepResult, s3 } = await deployed();
    await keepResult();
    const Key = 'results/000000000000/us-east-1/orders/2026-11-26T07-00-00.000Z-ffffffff.json';
    await s3.send(new PutObjectCommand({ Bucket: 'results', Key, Body: '{"schemaVersion": 99}' }));
    expect(await call(due)).toEqual({
      skipped: 'neither code nor configuration has changed since the result of 2026-11-26T06:00:00.000Z',
    });
  });

  it('is skipped where it is gone', async () => {
    const { call, keepResult, lambda } = await deployed();
    await keepResult();
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'orders' }));
    expect(await call(due)).toEqual({ skipped: 'the function is not there any more' });
  });

  it('fails when the state machine is not there, so that it is tried again', async () => {
    const { call, emulator } = await deployed();
    emulator.setFaults([
      {
        action: 'StartExecution',
        do: { error: { name: 'StateMachineDoesNotExist', message: 'none', status: 400 } },
      },
    ]);
    await expect(call(due)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('the name of a schedule', () => {
  it('is the function, and for long names told apart by a hash', () => {
    const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
    expect(retuneName(arn('orders'))).toBe('retune.orders');
    const [one, other] = ['a', 'b'].map((end) => retuneName(arn(`${'x'.repeat(63)}${end}`)));
    expect(one).toHaveLength(64);
    expect(one).not.toBe(other);
  });
});

describe('the settings', () => {
  it('are refused where there are none', () => {
    expect(() => settingsFrom({})).toThrow('POWER_TUNER_RETUNE is not set');
  });
});
