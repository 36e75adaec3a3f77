import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetScheduleGroupCommand, ListTagsForResourceCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../lib/contract/index.ts';
import { keptKey, keyOfResult } from '../../lib/core/history/key.ts';
import { powerTuner } from '../support/command-line.ts';
import { account } from './support/account.ts';
import { connectDeployment } from './support/deployment.ts';
import { environmentFor, SCHEDULED, SEEN_QUEUE } from './support/facts.ts';

const deployed = connectDeployment();
const { endpoint, stateMachineArn } = deployed.facts;

const schedule = (...args: string[]) =>
  powerTuner(['schedule', ...args, '--state-machine', stateMachineArn], {
    environment: environmentFor(endpoint),
  });
const listed = async () => JSON.parse((await schedule('list', '--json')).stdout);
/** Beside the stack's own. */
const added = async () => (await listed()).filter(({ name }: { name: string }) => name !== SCHEDULED);

/** MiniStack looks every ten seconds for what is due. */
const FIRES_WITHIN_MS = 60_000;
const SOON_MS = 5_000;

describe('schedules of the deployed stack', () => {
  it('have a group whose tags say what to use', async () => {
    const { Arn } = await deployed.scheduler.send(new GetScheduleGroupCommand({ Name: 'power-tuner' }));
    const { Tags = [] } = await deployed.scheduler.send(new ListTagsForResourceCommand({ ResourceArn: Arn }));
    const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    expect(tags).toMatchObject({
      'power-tuner:state-machine': stateMachineArn,
      'power-tuner:schedule-role': expect.stringMatching(/^arn:aws:iam::\d{12}:role\//),
      'power-tuner:dead-letter-queue': expect.stringMatching(/^arn:aws:sqs:/),
    });
  });

  it('start a run that tunes the function, and show what it said', { timeout: 300_000 }, async () => {
    await deployed.create('scheduled', { initMs: 150, durationsMs: { x86_64: { 128: [100], 512: [20] } } });
    const at = new Date(Date.now() + SOON_MS).toISOString().slice(0, 19);
    const answer = await schedule(
      'add',
      'scheduled',
      '--at',
      at,
      '-p',
      '128,512',
      '-n',
      '5',
      '--apply',
      'never',
    );
    expect(answer).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Added the schedule scheduled'),
    });
    try {
      const last = async () => (await added())[0]?.lastRun;
      await expect.poll(last, { timeout: FIRES_WITHIN_MS, interval: 2_000 }).toBeDefined();
      const { executionArn } = await last();
      const { input = 'null' } = await deployed.end(executionArn);
      expect(JSON.parse(input)).toMatchObject({ lambdaARN: 'scheduled', schedule: 'scheduled' });
      expect(await last()).toMatchObject({
        executionArn,
        status: 'SUCCEEDED',
        recommendation: { memoryMB: 512, architecture: 'x86_64' },
      });
    } finally {
      expect(await schedule('remove', 'scheduled')).toMatchObject({ code: 0 });
    }
    expect(await added()).toEqual([]);
  });

  it('that the stack itself has start a run, whose result is kept and heard of', {
    timeout: 300_000,
  }, async () => {
    await deployed.create(SCHEDULED, {
      initMs: 150,
      durationsMs: { x86_64: { 128: [100], 512: [20] } },
    });
    const own = async () => (await listed()).find(({ name }: { name: string }) => name === SCHEDULED);
    expect(await own()).toMatchObject({ name: SCHEDULED, state: 'paused' });
    await account(deployed.facts, 'messages', SEEN_QUEUE);
    expect(await schedule('resume', SCHEDULED)).toMatchObject({ code: 0 });
    const last = async () => (await own())?.lastRun;
    await expect.poll(last, { timeout: FIRES_WITHIN_MS + 60_000, interval: 2_000 }).toBeDefined();
    expect(await schedule('pause', SCHEDULED)).toMatchObject({ code: 0 });
    const { executionArn } = await last();
    const { status, output = 'null' } = await deployed.end(executionArn);
    expect(status).toBe('SUCCEEDED');
    const result = JSON.parse(output);
    expect(result).toMatchObject({ memoryMB: 512, run: { schedule: SCHEDULED } });
    const { Body } = await deployed.s3.send(
      new GetObjectCommand({ Bucket: deployed.facts.resultsBucket, Key: keptKey(keyOfResult(result)) }),
    );
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({ run: { executionArn } });
    const heard: { detail: unknown }[] = [];
    const heardOf = async () => {
      heard.push(...((await account(deployed.facts, 'messages', SEEN_QUEUE)) as typeof heard));
      return heard.map(({ detail }) => detail);
    };
    await expect
      .poll(heardOf, { timeout: 20_000 })
      .toContainEqual(
        expect.objectContaining({ executionArn, functionName: SCHEDULED, schedule: SCHEDULED }),
      );
    for (const { detail } of heard) expect(eventSchema.safeParse(detail).error).toBeUndefined();
  });

  it('are paused and resumed', async () => {
    await schedule('add', 'orders', '--cron', '0 3 1 1 ? 2099', '--name', 'yearly');
    const state = async () => (await added())[0]?.state;
    expect(await state()).toBe('running');
    await schedule('pause', 'yearly');
    expect(await state()).toBe('paused');
    await schedule('resume', 'yearly');
    expect(await state()).toBe('running');
    await schedule('remove', 'yearly');
  });
});
